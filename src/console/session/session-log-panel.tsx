import './session-log-panel.css'
import { t, timeOfDay } from '../../ui/words/words.ts'
import type { SessionClient } from './session-client.ts'
import type { SessionLog } from './session-log.ts'
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
        {lines.map(({ time, text }) => (
          <li key={`${time} ${text}`}>
            <time class="figures" dateTime={new Date(time).toISOString()}>
              {timeOfDay(time)}
            </time>
            {text}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The customer's program sends its own lines to nobody who is not verified. */
function isShortened(client: SessionClient | undefined): boolean {
  const trust = client && trustOf(client.conversation.value, client.verification.usable.value)
  return trust === 'unverified' || trust === 'pending'
}
