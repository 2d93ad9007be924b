import './permission-list.css'
import { Clipboard, Eye, FileDown, FileUp, Globe, type IconNode, MousePointerClick } from 'lucide'
import { useId } from 'preact/hooks'
import { duration } from '../../../../base/speaker.ts'
import { PERMISSIONS, type Permission } from '../../../../protocol/permission.ts'
import { Icon } from '../../../../ui/components/icon.tsx'
import type { CustomerView, PermissionView } from '../../view/customer-view.ts'
import { Said } from '../said.tsx'
import { t } from '../speech.ts'
import { useNow } from '../use-now.ts'
import type { WindowProps } from '../window-props.ts'

const ICONS: Partial<Record<Permission, IconNode>> = {
  view: Eye,
  control: MousePointerClick,
  clipboard: Clipboard,
  'files.send': FileDown,
  'files.receive': FileUp,
  url: Globe,
}

/** What the technician may do, one line each, and a switch on it: off is at once, on is asked about. */
export function PermissionList({ view, act }: WindowProps) {
  const id = useId()
  const technician = view.technician || t('window.technician')
  return (
    <section class="permissions" aria-labelledby={id}>
      <h2 id={id}>
        <Said words="window.may" values={{ technician }} />
      </h2>
      <ul>
        {shownOf(view).map((line) => (
          <li key={line.permission}>
            <PermissionSwitch
              line={line}
              onSwitch={(on) => act({ type: 'permission-switched', permission: line.permission, on })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is asked about each time can be neither on nor off, except while it is done. */
function shownOf(view: CustomerView): readonly PermissionView[] {
  return view.permissions.filter(({ permission, granted }) => granted || PERMISSIONS[permission].asked === 'once')
}

interface SwitchProps {
  readonly line: PermissionView
  readonly onSwitch: (on: boolean) => void
}

function PermissionSwitch({ line: { permission, granted, until, canGrant }, onSwitch }: SwitchProps) {
  const id = useId()
  const now = useNow(1000, until !== undefined)
  const left = granted && until !== undefined ? t('window.on.left', { time: duration(until - now) }) : undefined
  const isFixed = !granted && !canGrant
  return (
    <button
      type="button"
      role="switch"
      class="permission"
      aria-checked={granted}
      aria-disabled={isFixed}
      aria-labelledby={id}
      aria-describedby={left && `${id}-left`}
      onClick={() => {
        if (!isFixed) onSwitch(!granted)
      }}
    >
      <Icon of={ICONS[permission] ?? Eye} />
      <span class="what">
        <span id={id}>{t(`window.may.${permission}`)}</span>
        {left && (
          <span id={`${id}-left`} class="left figures">
            {left}
          </span>
        )}
      </span>
      <span class="is">{t(granted ? 'window.on' : 'window.off')}</span>
      <span class="track" />
    </button>
  )
}
