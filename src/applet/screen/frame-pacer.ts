import { LIMITS } from '../../protocol/limits.ts'

/**
 * Lets the next update be made only while few are on their way. What changes meanwhile is not queued: the next grab sees
 * the newest picture.
 */
export class FramePacer {
  readonly #sentAt = new Map<number, number>()
  #waiting: (() => void) | undefined

  /** Resolves to true when one more may be sent, to false when the signal aborted first. */
  ready(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false)
    if (this.#sentAt.size < LIMITS.unacknowledgedUpdates) return Promise.resolve(true)
    return new Promise((resolve) => {
      const settle = () => {
        this.#waiting = undefined
        signal.removeEventListener('abort', settle)
        resolve(!signal.aborted)
      }
      this.#waiting = settle
      signal.addEventListener('abort', settle, { once: true })
    })
  }

  sent(seq: number, now: number): void {
    this.#sentAt.set(seq, now)
  }

  /**
   * The console painted this update, and with it all before. Returns the milliseconds it took, or undefined for a number
   * that is not on its way (hostile, or from before a rejoin).
   */
  painted(seq: number, now: number): number | undefined {
    const sentAt = this.#sentAt.get(seq)
    if (sentAt === undefined) return undefined
    for (const earlier of [...this.#sentAt.keys()]) {
      this.#sentAt.delete(earlier)
      if (earlier === seq) break
    }
    this.#waiting?.()
    return now - sentAt
  }
}
