/** Not in every browser: it works in full screen only, where the page may then have Ctrl+W, Alt+Tab and Escape, too. */
interface KeyboardLock {
  lock(): Promise<void>
}

declare global {
  interface Navigator {
    readonly keyboard?: KeyboardLock
  }
}

/** Has the browser leave its own shortcuts to the page while it fills the display. Escape, held down, still ends that. */
export async function lockKeyboard(): Promise<void> {
  // Refused where the page is inside of another; the shortcuts then stay with the browser.
  await navigator.keyboard?.lock().catch(() => {})
}
