import { Trash2 } from 'lucide'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { DECLINE_REASONS, isFinal, isStartable } from '../../protocol/broker/status.ts'
import { Button } from '../../ui/components/button.tsx'
import { StatusBadge } from '../../ui/components/status-badge.tsx'
import { t } from '../../ui/words/words.ts'
import { UnreadMessages } from '../session/unread-messages.tsx'
import type { Workplace } from '../workplace.ts'
import { TimeAlarm } from './time-alarm.tsx'
import { TimeInStatus } from './time-in-status.tsx'

interface Props {
  readonly workplace: Workplace
  readonly session: SessionView
}

export function SessionRow({ workplace, session }: Props) {
  const { id, name, status, platform } = session
  const declined = DECLINE_REASONS.find((reason) => reason === session.reason)
  const chosen = workplace.selectedId.value === id
  const unread = workplace.clients.all.value.get(id)?.chat.unread.value ?? 0
  return (
    <tr class={chosen ? 'chosen' : ''} onClick={() => workplace.select(id)}>
      <td>
        <button type="button" class={`open ${name ? '' : 'unnamed'}`} aria-current={chosen}>
          {name || t('sessions.unnamed')}
        </button>
      </td>
      <td>
        <div class="status">
          <StatusBadge status={status} />
          {declined && <small class="declined">{t(`sessions.${declined}`)}</small>}
          <TimeAlarm clock={workplace.clock} session={session} />
          {unread > 0 && <UnreadMessages count={unread} />}
        </div>
      </td>
      <td>
        <TimeInStatus clock={workplace.clock} session={session} />
      </td>
      <td class="spare">{platform}</td>
      <td>
        <RowAction workplace={workplace} session={session} chosen={chosen} />
      </td>
    </tr>
  )
}

/** The one thing to do with a row as it is. The chosen row's Start stands in the session's own tools. */
function RowAction({ workplace, session, chosen }: Props & { readonly chosen: boolean }) {
  const { id, name, status } = session
  const change = (what: 'start' | 'remove') => (event: MouseEvent) => {
    event.stopPropagation()
    void workplace.change(id, what)
  }
  if (isStartable(status) && !chosen) {
    return (
      <Button look={status === 'Waiting' ? 'primary' : undefined} onClick={change('start')}>
        {t('sessions.start')}
      </Button>
    )
  }
  if (status === 'Active' && !chosen) return <Button onClick={() => workplace.select(id)}>{t('sessions.open')}</Button>
  if (!isFinal(status)) return null
  const label = t('sessions.remove.row', { name: name || t('sessions.unnamed') })
  return <Button look="quiet" icon={Trash2} label={label} onClick={change('remove')} />
}
