import { Pause, Unplug } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import { CodeCard } from '../session/code-card.tsx'
import { PermissionList } from '../session/permission-list.tsx'
import { Who } from '../session/who.tsx'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'

/** Once a technician is there: who, what they may do, and, while it is so, why nothing happens. */
export function SessionStage({ view, act }: WindowProps) {
  const { kind } = view.stage
  const may = view.permissions.some(({ granted }) => granted)
  return (
    <>
      <Who view={view} />
      {kind === 'on-hold' && <Pausing icon={Pause} title={t('window.on-hold')} text={t('window.on-hold.lead')} />}
      {kind === 'reconnecting' && (
        <Pausing
          icon={Unplug}
          title={t('window.reconnecting')}
          text={t(may ? 'window.reconnecting.kept' : 'window.reconnecting.nothing')}
        />
      )}
      {view.code !== undefined && kind !== 'reconnecting' && <CodeCard digits={view.code} />}
      {(may || (view.trust !== 'nobody' && kind === 'active')) && <PermissionList view={view} act={act} />}
    </>
  )
}

function Pausing({
  icon,
  title,
  text,
}: {
  readonly icon: typeof Pause
  readonly title: string
  readonly text: string
}) {
  return (
    <section class="card pausing">
      <h2>
        <Icon of={icon} />
        {title}
      </h2>
      <p>{text}</p>
    </section>
  )
}
