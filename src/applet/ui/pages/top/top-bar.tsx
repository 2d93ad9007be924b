import './top-bar.css'
import { X } from 'lucide'
import { Icon } from '../../../../ui/components/icon.tsx'
import { isMac } from '../own-system.ts'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'
import { FontSizeControl } from './font-size-control.tsx'
import { StopButton } from './stop-button.tsx'

/** What is always there: both X, each in the corner where the system of this computer has it, and the font size. */
export function TopBar({ view, act }: WindowProps) {
  const end = <EndButton view={view} act={act} />
  const stop = !isMac && hasStop(view.stage.kind) && <StopButton view={view} act={act} />
  return (
    <header class="top-bar">
      {isMac && end}
      <div>
        {stop}
        <FontSizeControl />
      </div>
      {!isMac && end}
    </header>
  )
}

/** Whether there can be something to take back. */
export function hasStop(stage: WindowProps['view']['stage']['kind']): boolean {
  return stage === 'waiting' || stage === 'active' || stage === 'on-hold' || stage === 'reconnecting'
}

/** The small X. Once the session has ended there is nothing but the window to close. */
function EndButton({ view, act }: WindowProps) {
  const isOver = view.stage.kind === 'ended'
  const name = t(isOver ? 'window.leave' : 'window.end')
  return (
    <button
      type="button"
      class="button quiet square end"
      aria-label={name}
      title={name}
      onClick={() => act({ type: isOver ? 'left' : 'ended' })}
    >
      <Icon of={X} />
    </button>
  )
}
