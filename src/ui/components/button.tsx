import './button.css'
import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

interface Props {
  readonly look?: 'primary' | 'danger' | 'quiet' | undefined
  readonly icon?: IconNode
  /** Says what a button does that shows nothing but its icon. */
  readonly label?: string
  readonly hint?: string | undefined
  readonly type?: 'button' | 'submit'
  readonly disabled?: boolean
  readonly pressed?: boolean | undefined
  readonly expanded?: boolean
  readonly onClick?: (event: MouseEvent) => void
  readonly children?: ComponentChildren
}

export function Button(props: Props) {
  const { look, icon, label, hint, type = 'button', disabled, pressed, expanded, onClick, children } = props
  return (
    <button
      type={type}
      class={['button', look, label && 'square'].filter(Boolean).join(' ')}
      aria-label={label}
      title={hint ?? label}
      disabled={disabled}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={onClick}
    >
      {icon && <Icon of={icon} />}
      {children}
    </button>
  )
}
