import './session-page.css'
import { ArrowLeft, PanelLeft } from 'lucide'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { Button } from '../../ui/components/button.tsx'
import { StatusBadge } from '../../ui/components/status-badge.tsx'
import { t } from '../../ui/words/words.ts'
import { FilesPanel } from '../files/files-panel.tsx'
import { TimeAlarm } from '../session-list/time-alarm.tsx'
import { TimeInStatus } from '../session-list/time-in-status.tsx'
import type { Workplace } from '../workplace.ts'
import { ChatPanel } from './chat-panel.tsx'
import { PanelButton } from './panel-button.tsx'
import { ScreenPanel } from './screen-panel.tsx'
import { SessionLogPanel } from './session-log-panel.tsx'
import { SessionTools } from './session-tools.tsx'
import { SidePanel } from './side-panel.tsx'
import { ViewTools } from './view-tools.tsx'

interface Props {
  readonly workplace: Workplace
  readonly session: SessionView
  /** The name of whoever is signed in. */
  readonly technician: string
}

/** One session: who, what can be done, their screen, what happened. */
export function SessionPage({ workplace, session, technician }: Props) {
  const client = workplace.clients.all.value.get(session.id)
  const chat = workplace.clients.chat(session.id)
  const { offered } = workplace
  return (
    <div class="session">
      <header class="session-header">
        <Button look="quiet" icon={ArrowLeft} label={t('session.back')} onClick={() => workplace.select(undefined)} />
        <PanelButton icon={PanelLeft} label={t('sessions.title')} panel={workplace.listPanel} />
        <h2>{session.name || t('sessions.unnamed')}</h2>
        <StatusBadge status={session.status} />
        <TimeInStatus clock={workplace.clock} session={session} />
        <TimeAlarm clock={workplace.clock} session={session} />
        {session.platform && <span class="figures">{session.platform}</span>}
        <ViewTools workplace={workplace} client={client} unread={chat?.unread.value ?? 0} />
      </header>
      <SessionTools workplace={workplace} session={session} client={client} />
      <ScreenPanel workplace={workplace} session={session} client={client} />
      {workplace.logPanel.value === 'shown' && (
        <SidePanel width={workplace.logWidth}>
          <SessionLogPanel log={workplace.list.log(session.id)} client={client} />
          <FilesPanel session={session} client={client} list={workplace.clients.files(session.id)} offered={offered} />
          <ChatPanel session={session} client={client} chat={chat} technician={technician} offered={offered} />
        </SidePanel>
      )}
    </div>
  )
}
