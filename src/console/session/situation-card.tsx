import './situation-card.css'
import type { Permission } from '../../protocol/permission.ts'
import { Button } from '../../ui/components/button.tsx'
import { duration, t } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'
import { Digits } from '../session-list/pin-code.tsx'
import { Validity } from '../session-list/validity.tsx'
import type { Remedy, Situation } from './remedy.ts'

interface Props {
  readonly situation: Situation
  readonly overPicture: boolean
  readonly clock: BrokerClock
  readonly expiresAt: number | undefined
  readonly onRemedy: (remedy: Remedy) => void
  readonly onNoted: (permission: Permission) => void
}

/** Says what is being waited for, or what went wrong and what helps. */
export function SituationCard({ situation, overPicture, clock, expiresAt, onRemedy, onNoted }: Props) {
  const { title, hint, digits, deadline, waiting, remedy } = situation
  const look = ['situation', waiting && 'waiting', overPicture && 'over-picture'].filter(Boolean).join(' ')
  return (
    <div class={look} role="status" aria-label={t('overlay.label')}>
      <div class="words">
        <p class="title">{title}</p>
        {digits && (
          <p class="digits">
            <Digits pin={digits} />
          </p>
        )}
        {digits && expiresAt !== undefined && <Validity clock={clock} expiresAt={expiresAt} />}
        {hint && <p>{hint}</p>}
        {deadline !== undefined && <TimeLeft clock={clock} until={deadline} />}
      </div>
      {remedy && (
        <div class="actions">
          <Button look="primary" onClick={() => onRemedy(remedy)}>
            {remedy.label}
          </Button>
          {overPicture && remedy.kind === 'ask' && (
            <Button onClick={() => onNoted(remedy.permission)}>{t('dismiss')}</Button>
          )}
        </div>
      )}
    </div>
  )
}

/** Hidden from the announcements of the card: nobody wants to hear every second. */
function TimeLeft({ clock, until }: { readonly clock: BrokerClock; readonly until: number }) {
  return (
    <p class="figures" aria-live="off">
      {t('overlay.offline.left', { time: duration(until - clock.now.value) })}
    </p>
  )
}
