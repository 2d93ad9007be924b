import type { Signal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { digitsOf, inGroups } from '../../ui/six-digits.ts'
import { t } from '../../ui/words/words.ts'

interface Props {
  readonly id: string
  readonly digits: Signal<string>
  readonly wrong: boolean
  readonly checking: boolean
  /** The ids of what says why the digits are wanted, and what was wrong with the last. */
  readonly describedBy: string
}

/** Takes the six digits however they are typed or pasted, and shows them in the two groups in which they are read out. */
export function CodeBox({ id, digits, wrong, checking, describedBy }: Props) {
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (isTyping(document.activeElement) && document.activeElement !== box.current) return
    box.current?.focus()
    // After a miss the next key begins anew.
    if (wrong) box.current?.select()
  }, [wrong])
  return (
    <input
      ref={box}
      id={id}
      class="input code-box"
      type="text"
      inputMode="numeric"
      autocomplete="off"
      spellcheck={false}
      aria-label={t('verify.code')}
      aria-describedby={describedBy}
      aria-invalid={wrong}
      readOnly={checking}
      value={inGroups(digits.value)}
      onInput={({ currentTarget }) => {
        digits.value = regroup(currentTarget)
      }}
    />
  )
}

/** The caret stays behind the digit behind which it was. */
function regroup(box: HTMLInputElement): string {
  const before = digitsOf(box.value.slice(0, box.selectionStart ?? box.value.length))
  const digits = digitsOf(box.value)
  box.value = inGroups(digits)
  const caret = inGroups(before).length
  box.setSelectionRange(caret, caret)
  return digits
}

/** In a box that takes no text nothing is lost when the focus goes. */
function isTyping(element: Element | null): boolean {
  return element?.matches('dialog, dialog *, input, textarea:not([readonly])') ?? false
}
