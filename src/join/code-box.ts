import { digitsOf } from '../ui/six-digits.ts'

/** Keeps everything but digits out of the box, which is where a visitor begins; an error is over with the next key. */
export function keepToDigits(box: HTMLInputElement, error: HTMLElement | null): void {
  if (error?.textContent) box.setAttribute('aria-invalid', 'true')
  box.focus({ preventScroll: true })
  box.addEventListener('input', () => {
    const digits = digitsOf(box.value)
    // Writing the value moves the caret, so only when there is something to take away.
    if (digits !== box.value) box.value = digits
    box.removeAttribute('aria-invalid')
  })
}
