import './view-popover.css'
import type { ComponentChildren, Ref } from 'preact'
import { useId } from 'preact/hooks'

interface Props {
  /** Names what opens, and is its title. */
  readonly title: string
  /** What the button says to whoever cannot see it, where that is more than the title. */
  readonly label?: string
  readonly face: ComponentChildren
  readonly disabled?: boolean
  readonly hint?: string
  readonly children: ComponentChildren
  /** What opens, for whoever closes it. */
  readonly popover?: Ref<HTMLDivElement>
}

/** A button, and what it opens beneath it. The browser closes it on Escape or a click elsewhere, and gives the focus back. */
export function ViewPopover({ title, label = title, face, disabled, hint = label, children, popover }: Props) {
  const id = useId()
  return (
    <>
      <button
        type="button"
        class="button square"
        aria-label={label}
        title={hint}
        aria-haspopup="dialog"
        disabled={disabled}
        popovertarget={id}
      >
        {face}
      </button>
      <div
        ref={popover ?? null}
        id={id}
        class="view-popover"
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-title`}
        onToggle={({ newState, currentTarget }) => newState === 'open' && focusChosen(currentTarget)}
      >
        <h2 id={`${id}-title`}>{title}</h2>
        {children}
      </div>
    </>
  )
}

/** Arrows and Enter work at once, beginning with what is chosen now. */
function focusChosen(popover: HTMLElement): void {
  popover.querySelector<HTMLElement>('[aria-pressed="true"], input:checked')?.focus()
}
