import './side-panel.css'
import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { PanelEdge } from './panel-edge.tsx'

interface Props {
  readonly width: Signal<number>
  readonly children: ComponentChildren
}

/** What stands beside the customer's screen, one thing below the other: nothing has to be opened to be seen. */
export function SidePanel({ width, children }: Props) {
  const id = useId()
  return (
    <div id={id} class="side-panel" style={{ width: `${width.value}px` }}>
      <PanelEdge width={width} controls={id} />
      {children}
    </div>
  )
}
