import './face.css'
import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../../../ui/components/icon.tsx'

interface Props {
  readonly icon?: IconNode
  readonly look?: 'calm' | 'good' | 'wait' | 'danger'
  readonly title: string
  readonly children: ComponentChildren
}

/** A stage that has one thing to say: its picture, its heading and what follows from it, in the middle of the window. */
export function Face({ icon, look = 'calm', title, children }: Props) {
  return (
    <section class={`face ${look}`}>
      {icon && (
        <span class="sign">
          <Icon of={icon} />
        </span>
      )}
      <h1>{title}</h1>
      {children}
    </section>
  )
}
