/** When what is painted is seen. */
export interface Display {
  /** Nobody sees the page now, and the browser draws nothing. */
  readonly hidden: boolean
  /** Milliseconds that never run backwards. */
  now(): number
  /** Calls back once, when that may have changed. */
  onceSeenAgain(callback: () => void): void
  /** Calls back with the frame's time when the browser is about to draw; on a hidden page not before it is seen again. */
  atNextFrame(callback: (frame: number) => void): void
}

export const pageDisplay: Display = {
  get hidden() {
    return document.hidden
  },
  now: () => performance.now(),
  onceSeenAgain: (callback) => document.addEventListener('visibilitychange', callback, { once: true }),
  atNextFrame: (callback) => void requestAnimationFrame(callback),
}
