import type { SessionView } from '../../protocol/broker/session-view.ts'
import { duration } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'

interface Props {
  readonly clock: BrokerClock
  readonly session: SessionView
}

/** Its own component, so that a tick draws this text again and nothing around it. */
export function TimeInStatus({ clock, session }: Props) {
  return <span class="figures">{duration(clock.now.value - session.since)}</span>
}
