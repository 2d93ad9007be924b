import './session-table.css'
import { Headset } from 'lucide'
import { Icon } from '../../ui/components/icon.tsx'
import { t, tCount } from '../../ui/words/words.ts'
import type { Workplace } from '../workplace.ts'
import { SessionRow } from './session-row.tsx'

interface Props {
  readonly workplace: Workplace
}

export function SessionTable({ workplace }: Props) {
  const rows = workplace.found.value
  const waiting = workplace.waiting.value
  return (
    <div class="session-list">
      <h2>
        <span id="session-list">{t('sessions.title')}</span>
        <small aria-live="polite">{waiting > 0 && tCount('sessions.waiting', waiting)}</small>
      </h2>
      {rows.length > 0 ? (
        <table aria-labelledby="session-list">
          <thead>
            <tr>
              <th scope="col">{t('sessions.name')}</th>
              <th scope="col">{t('sessions.status')}</th>
              <th scope="col">{t('sessions.time')}</th>
              <th scope="col" class="spare">
                {t('sessions.system')}
              </th>
              <th scope="col">
                <span class="visually-hidden">{t('sessions.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((session) => (
              <SessionRow key={session.id} workplace={workplace} session={session} />
            ))}
          </tbody>
        </table>
      ) : (
        <Empty workplace={workplace} />
      )}
    </div>
  )
}

function Empty({ workplace }: Props) {
  if (!workplace.list.rows.value) return <p class="empty">{t('sessions.loading')}</p>
  if (workplace.search.value) {
    return <p class="empty">{t('sessions.no-match', { search: workplace.search.value })}</p>
  }
  return (
    <div class="empty">
      <Icon of={Headset} />
      <h3>{t('sessions.empty.title')}</h3>
      <p>{t('sessions.empty.lead')}</p>
    </div>
  )
}
