import './verification-card.css'
import { useSignal } from '@preact/signals'
import { LockKeyhole } from 'lucide'
import { useId } from 'preact/hooks'
import { LIMITS } from '../../protocol/limits.ts'
import { Button } from '../../ui/components/button.tsx'
import { Icon } from '../../ui/components/icon.tsx'
import { isWhole } from '../../ui/six-digits.ts'
import { duration, t, tCount } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'
import { CodeBox } from './code-box.tsx'
import type { CodeWanted } from './verification.ts'

interface Props {
  readonly title: string
  readonly code: CodeWanted
  /** The session was going on without: what is shared pauses meanwhile. */
  readonly paused: boolean
  /** The session was going on before it was opened in this window. */
  readonly anew: boolean
  readonly clock: BrokerClock
  readonly onEnter: (digits: string) => void
}

/** The customer reads six digits aloud, the technician types them here. */
export function VerificationCard({ title, code, paused, anew, clock, onEnter }: Props) {
  const id = useId()
  const digits = useSignal('')
  const ready = isWhole(digits.value) && !code.checking
  return (
    <div class="verification">
      <form
        aria-labelledby={`${id}-title`}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) onEnter(digits.value)
        }}
      >
        <div role="status">
          <p class="title" id={`${id}-title`}>
            {title}
          </p>
          <p id={`${id}-why`}>
            <Icon of={LockKeyhole} /> {t('verify.why')}
          </p>
          <p id={`${id}-new`}>{t('verify.why.new')}</p>
          {anew && <p>{t('verify.why.anew')}</p>}
          {paused && <p>{t('verify.why.paused')}</p>}
        </div>
        <div class="entry-row">
          <CodeBox
            id={`${id}-code`}
            digits={digits}
            wrong={code.wrong}
            checking={code.checking}
            describedBy={`${id}-title ${id}-why ${id}-new ${id}-miss`}
          />
          <Button type="submit" look="primary" disabled={!ready}>
            {t('verify.submit')}
          </Button>
        </div>
        <p class="miss" id={`${id}-miss`} role="alert">
          {code.wrong && tCount('verify.miss', code.triesLeft)}
        </p>
        <p class="figures">{code.checking ? t('verify.checking') : <Left code={code} clock={clock} />}</p>
      </form>
    </div>
  )
}

/** What is left of time, and of tries as soon as one of them is gone. */
function Left({ code, clock }: Pick<Props, 'code' | 'clock'>) {
  // Only its ticking is wanted: the end of the digits is counted on a clock that cannot be set.
  clock.now.value
  const left = code.until - performance.now()
  const tries = !code.wrong && code.triesLeft < LIMITS.codeTries
  return (
    <>
      {left > 0 ? t('verify.time', { time: duration(left) }) : t('verify.time-out')}
      {tries && ` · ${tCount('verify.tries', code.triesLeft)}`}
    </>
  )
}
