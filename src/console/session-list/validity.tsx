import { duration, t } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'

interface Props {
  readonly clock: BrokerClock
  readonly expiresAt: number
}

/** How long a PIN can still be used. */
export function Validity({ clock, expiresAt }: Props) {
  const left = expiresAt - clock.now.value
  const text = left > 0 ? t('new-session.valid', { time: duration(left) }) : t('new-session.expired')
  return <span class="validity figures">{text}</span>
}
