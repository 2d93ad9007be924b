import { Maximize, PanelRight } from 'lucide'
import { Button } from '../../ui/components/button.tsx'
import { t } from '../../ui/words/words.ts'
import type { Workplace } from '../workplace.ts'
import { showFullScreen } from './full-screen.ts'
import { MonitorMenu } from './monitor-menu.tsx'
import { PanelButton } from './panel-button.tsx'
import type { SessionClient } from './session-client.ts'
import { ViewMenu } from './view-menu.tsx'

interface Props {
  readonly workplace: Workplace
  readonly client: SessionClient | undefined
  /** Messages of the customer that were not looked at. */
  readonly unread: number
}

/** How the customer's screen is shown, and what beside it. */
export function ViewTools({ workplace, client, unread }: Props) {
  const { zoom, logPanel } = workplace
  const label = unread > 0 ? t('session.panel.unread', { count: unread }) : t('session.panel')
  return (
    <div class="view-tools">
      <MonitorMenu choice={client?.monitors} />
      <ViewMenu choices={workplace.view} />
      <fieldset class="joined" aria-label={t('session.size')}>
        {(['fit', 'actual'] as const).map((kind) => (
          <Button
            key={kind}
            hint={t(`session.${kind}.hint`)}
            pressed={zoom.value === kind}
            onClick={() => {
              zoom.value = kind
            }}
          >
            {t(`session.${kind}`)}
          </Button>
        ))}
      </fieldset>
      <Button
        icon={Maximize}
        label={t('session.full-screen')}
        disabled={!client?.screen.shown.value}
        onClick={showFullScreen}
      />
      <PanelButton icon={PanelRight} label={label} panel={logPanel} count={unread} />
    </div>
  )
}
