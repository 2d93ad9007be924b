import './time-alarm.css'
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

/** How long a session stays as it is, once half of that is over. The row it stands in takes its colour from it. */
export function TimeAlarm({ clock, session }: Props) {
  const limit = timeLimitOf(session)
  const alarm = limit && alarmOf(limit, clock.now.value)
  if (!alarm) return null
  return (
    <span class={`time-alarm figures ${alarm}`} title={t('sessions.time-left.hint')}>
      <Icon of={Hourglass} />
      {t('sessions.time-left', { time: duration(limit.endsAt - clock.now.value) })}
    </span>
  )
}
