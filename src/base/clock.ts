/** Milliseconds since the Unix epoch: for people and for storage. It may jump. */
export type Instant = number

/** Time as a part that tests can replace. Deadlines run on timers, so a jump of the wall clock moves none of them. */
export interface Clock {
  now(): Instant
  /** Milliseconds that never run backwards; only differences mean anything. */
  monotonic(): number
  /** Calls once, `milliseconds` from now, unless disposed before. */
  after(milliseconds: number, callback: () => void): Disposable
}

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return { [Symbol.dispose]: () => clearTimeout(timer) }
  },
}

/** Calls again and again until disposed; the next turn is planned only after the callback returned. */
export function every(clock: Clock, milliseconds: number, callback: () => void): Disposable {
  let pending: Disposable
  const plan = () => {
    pending = clock.after(milliseconds, () => {
      plan()
      callback()
    })
  }
  plan()
  return { [Symbol.dispose]: () => pending[Symbol.dispose]() }
}

/** Resolves after the time or as soon as the signal aborts, whichever is first; never rejects. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      timer[Symbol.dispose]()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = clock.after(milliseconds, done)
    signal?.addEventListener('abort', done, { once: true })
  })
}
