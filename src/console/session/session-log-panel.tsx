import './session-log-panel.css'
import { fingerprintOf } from '../../protocol/peer/log-line.ts'
import { t, timeOfDay } from '../../ui/words/words.ts'
import type { SessionClient } from './session-client.ts'
import { identityOf, type SessionLog } from './session-log.ts'
import type { SessionLogChain } from './session-log-chain.ts'
import { trustOf } from './trust.ts'
import { useEndInView } from './use-end-in-view.ts'

interface Props {
  readonly log: SessionLog
  readonly client: SessionClient | undefined
}

/** What happened, oldest first. */
export function SessionLogPanel({ log, client }: Props) {
  const lines = log.lines.value
  const { list, onScroll } = useEndInView<HTMLOListElement>(lines)
  return (
    <section class="session-log" aria-label={t('session.log')}>
      <h3>{t('session.log')}</h3>
      {isShortened(client) && <p>{t('session.log.unverified')}</p>}
      {lines.length === 0 && <p>{t('session.log.empty')}</p>}
      <ol
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard in every browser
        tabIndex={0}
        onScroll={onScroll}
      >
        {lines.map((line) => (
          <li key={identityOf(line)}>
            <time class="figures" dateTime={new Date(line.time).toISOString()}>
              {timeOfDay(line.time)}
            </time>
            {line.text}
          </li>
        ))}
      </ol>
      <Fingerprint chain={log.chain} />
    </section>
  )
}

/** What a customer who saves their log can compare it with. */
function Fingerprint({ chain }: { readonly chain: SessionLogChain }) {
  const known = chain.known.value
  if (!known) return null
  const { seq, hash, isWhole } = known
  return (
    <>
      {!isWhole && (
        <p class="broken" role="alert">
          {t('session.log.broken')}
        </p>
      )}
      <p class="fingerprint figures" title={t('session.log.fingerprint.hint', { seq })}>
        {t('session.log.fingerprint', { fingerprint: fingerprintOf(hash) })}
      </p>
    </>
  )
}

/** The customer's program sends its own lines to nobody who is not verified. */
function isShortened(client: SessionClient | undefined): boolean {
  const trust = client && trustOf(client.conversation.value, client.verification.usable.value)
  return trust === 'unverified' || trust === 'pending'
}
