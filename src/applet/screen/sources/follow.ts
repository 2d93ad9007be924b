import type { Clock } from '../../../base/clock.ts'

/** Milliseconds between two looks at what moves: about 30 a second are enough for the eye. */
const MOVING = 33

/** Milliseconds between two looks at what stands still. */
const STILL = 100

/** Looks after which something that did not move counts as standing still: a second. */
const PATIENCE = 30

/** Looks at something of which nobody tells that it moved, until it is disposed; `look` says whether it did. */
export function follow(clock: Clock, look: () => boolean): Disposable {
  let still = 0
  let pending: Disposable
  const plan = () => {
    pending = clock.after(still < PATIENCE ? MOVING : STILL, () => {
      plan()
      still = look() ? 0 : still + 1
    })
  }
  plan()
  return { [Symbol.dispose]: () => pending[Symbol.dispose]() }
}
