import './notice.css'
import { CircleAlert, TriangleAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

interface Props {
  readonly kind: 'error' | 'warning'
  readonly text: string
  readonly children?: ComponentChildren
}

/** A sentence that screen readers say as soon as it appears; buttons that help stand behind it. */
export function Notice({ kind, text, children }: Props) {
  return (
    <div class={`notice ${kind}`} role="alert">
      <Icon of={kind === 'error' ? CircleAlert : TriangleAlert} />
      <p>{text}</p>
      {children}
    </div>
  )
}
