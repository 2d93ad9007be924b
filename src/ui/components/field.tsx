import './field.css'
import type { Signal } from '@preact/signals'
import { useId } from 'preact/hooks'

interface Props {
  readonly label: string
  readonly value: Signal<string>
  readonly type?: 'text' | 'email' | 'password'
  readonly hint?: string
  readonly required?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly autoComplete?: string
  readonly autoFocus?: boolean
}

/** A box with its name above and, below, what to know before typing. */
export function Field({ label, value, type = 'text', hint, autoFocus, autoComplete = 'off', ...limits }: Props) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        // Preact's types give each kind of input its own roles; this one has no role of its own, whatever its kind.
        type={type as 'text'}
        value={value}
        autocomplete={autoComplete}
        aria-describedby={hint && `${id}-hint`}
        ref={autoFocus ? focusOnce : null}
        onInput={(event) => {
          value.value = event.currentTarget.value
        }}
        {...limits}
      />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

const focusOnce = (input: HTMLInputElement | null) => input?.focus()
