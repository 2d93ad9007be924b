import { lockKeyboard } from '../input/keyboard-lock.ts'

/** The element that fills the display: the customer's screen with the line above it. */
export const SCREEN_PANEL = 'screen-panel'

export function showFullScreen(): void {
  // Refused when the system forbids it; the page stays as it is.
  document
    .getElementById(SCREEN_PANEL)
    ?.requestFullscreen()
    .then(lockKeyboard)
    .catch(() => {})
}
