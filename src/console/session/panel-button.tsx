import type { Signal } from '@preact/signals'
import type { IconNode } from 'lucide'
import { Button } from '../../ui/components/button.tsx'
import type { Panel } from '../workplace.ts'

interface Props {
  readonly icon: IconNode
  readonly label: string
  readonly panel: Signal<Panel>
  /** Stands on the button while the panel is hidden. */
  readonly count?: number
}

/** Shows and hides what stands beside the customer's screen. */
export function PanelButton({ icon, label, panel, count = 0 }: Props) {
  const shown = panel.value === 'shown'
  return (
    <Button
      look="quiet"
      icon={icon}
      label={label}
      pressed={shown}
      onClick={() => {
        panel.value = shown ? 'hidden' : 'shown'
      }}
    >
      {count > 0 && !shown && <span class="count">{count}</span>}
    </Button>
  )
}
