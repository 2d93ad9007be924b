import { duration } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'

interface Props {
  readonly clock: BrokerClock
  readonly since: number
}

/** Its own component, so that a tick draws this text again and nothing around it. */
export function TimeInStatus({ clock, since }: Props) {
  return <span class="figures">{duration(clock.now.value - since)}</span>
}
