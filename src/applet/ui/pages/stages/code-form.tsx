import './code-form.css'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { digitsOf, isWhole } from '../../../../ui/six-digits.ts'
import { t } from '../speech.ts'
import type { WindowProps } from '../window-props.ts'

interface Props extends WindowProps {
  readonly trouble: string | undefined
  readonly submit: string
}

/** The box for the technician's code. What was wrong stands beside it, until somebody types. */
export function CodeForm({ view, act, trouble, submit }: Props) {
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState(trouble)
  const told = useRef(trouble)
  const [busy, setBusy] = useState(false)
  // Each answer to a code is a view of its own, also when it says the same again.
  useEffect(() => {
    if (busy) box.current?.select()
    if (busy || trouble !== told.current) setWrong(trouble)
    told.current = trouble
    setBusy(false)
  }, [view.stage])
  useEffect(() => box.current?.focus(), [])
  const send = (event: Event) => {
    event.preventDefault()
    if (!isWhole(code)) {
      setWrong(t('ending.pin-malformed'))
      box.current?.focus()
    } else if (!busy) {
      setBusy(true)
      act({ type: 'code-entered', code })
    }
  }
  return (
    <form class="code-form" onSubmit={send} noValidate>
      <label for={id}>{t('window.pin.label')}</label>
      <input
        ref={box}
        id={id}
        inputMode="numeric"
        autocomplete="one-time-code"
        value={code}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-trouble`}
        onInput={({ currentTarget }) => {
          const digits = digitsOf(currentTarget.value)
          // Writing the value moves the caret, so only when there is something to take away.
          if (digits !== currentTarget.value) currentTarget.value = digits
          setCode(digits)
          setWrong(undefined)
        }}
      />
      <p id={`${id}-trouble`} class="trouble" role="alert">
        {wrong}
      </p>
      <button type="submit" class="button primary" aria-disabled={busy}>
        {busy ? t('window.pin.busy') : submit}
      </button>
    </form>
  )
}
