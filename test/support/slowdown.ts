import { readFileSync } from 'node:fs'

/** Below this the limits leave room enough. */
const FAR_TOO_BUSY = 2

/** Nanoseconds that this thread ran, and that it was ready to run and had to wait for others. */
function ranAndWaited(): readonly [ran: number, waited: number] {
  try {
    const [ran, waited] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ').map(Number)
    return [ran ?? 0, waited ?? 0]
  } catch {
    // Only Linux tells.
    return [0, 0]
  }
}

/** How much longer everything takes than on a machine that has nothing else to do: what a limit in milliseconds needs to know. */
export class Slowdown {
  readonly #begun = ranAndWaited()

  /** Since this was made; 1 on a machine of one’s own. */
  get #factor(): number {
    const [ran, waited] = ranAndWaited()
    return 1 + (waited - this.#begun[1]) / Math.max(1, ran - this.#begun[0])
  }

  /** This limit here and now: the same, unless the machine is far too busy; then it says so. */
  allowed(milliseconds: number): number {
    const factor = this.#factor
    if (factor < FAR_TOO_BUSY) return milliseconds
    console.log(`others use this machine: everything takes ${factor.toFixed(1)} times as long`)
    return milliseconds * factor
  }
}
