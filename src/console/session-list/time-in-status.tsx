import './time-in-status.css'
import { Hourglass } from 'lucide'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { Icon } from '../../ui/components/icon.tsx'
import { duration, t } from '../../ui/words/words.ts'
import type { BrokerClock } from '../broker/broker-clock.ts'
import { alarmOf, timeLimitOf } from './time-limit.ts'

interface Props {
  readonly clock: BrokerClock
  readonly session: SessionView
}

/** Its own component, so that a tick draws this text again and nothing around it. The row takes its colour from it. */
export function TimeInStatus({ clock, session }: Props) {
  const now = clock.now.value
  const limit = timeLimitOf(session)
  const alarm = limit && alarmOf(limit, now)
  return (
    <span class="time-in-status figures">
      {duration(now - session.since)}
      {alarm && (
        <span class={`time-alarm ${alarm}`} title={t('sessions.time-left.hint')}>
          <Icon of={Hourglass} />
          {t('sessions.time-left', { time: duration(limit.endsAt - now) })}
        </span>
      )}
    </span>
  )
}
