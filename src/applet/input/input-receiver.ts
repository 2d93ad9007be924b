import { BoundedQueue } from '../../base/bounded-queue.ts'
import type { Logger } from '../../base/logger.ts'
import { contains, type Rect } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'
import type { InputMessage } from '../../protocol/peer/catalog.ts'
import type { OwnWindows } from '../own-windows/own-windows.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import { InputRefused, type InputSink } from './input-sink.ts'
import type { InputTally } from './input-tally.ts'

/** Characters handed to a sink at once: it may need to prepare a key for each, and a keyboard layout has few to spare. */
const TEXT_CHUNK = 8

/** Input and what its sender knew of narrowed rights. */
interface Waiting {
  readonly message: InputMessage
  readonly grantEpoch: number
}

interface Parts {
  readonly gate: PermissionGate
  readonly sink: InputSink
  /** The part of the desktop that the technician sees; undefined before the first picture. */
  readonly shown: () => Rect | undefined
  readonly tally: InputTally
  /** While this is so, the customer works themselves. */
  readonly customer: { readonly active: boolean }
  /** What a technician must never operate. Without it there is no window of ours on this screen. */
  readonly ownWindows?: () => Pick<OwnWindows, 'rects' | 'hasFocus'> | undefined
  readonly log: Logger
}

/**
 * Carries out a technician's input in order. Whatever has to wait, waits before the gate: each message is admitted in the
 * very moment it is injected, so a revoke overtakes all that is queued.
 */
export class InputReceiver {
  readonly #parts: Parts
  readonly #waiting = new BoundedQueue<Waiting>(LIMITS.waitingInputs)
  #draining = false
  /** Counts the times everything was let go: what was on its way before must not act after. */
  #round = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  receive(message: InputMessage, grantEpoch: number): void {
    const input = { message, grantEpoch }
    if (this.#draining) this.#wait(input)
    else void this.#drain(input)
  }

  /** Forgets what waits and lets go of what is held down. */
  letGo(): void {
    this.#round += 1
    this.#waiting.clear()
    this.#parts.sink.releaseAll()
  }

  #wait(input: Waiting): void {
    // Of pointer positions that wait only the newest matters; presses and releases all do.
    if (input.message.type === 'pointer-moved' && this.#waiting.last()?.message.type === 'pointer-moved') {
      this.#waiting.replaceLast(input)
    } else if (!this.#waiting.push(input)) {
      this.#parts.tally.refused('too-much-input')
    }
  }

  /** What needs no time is carried out before this returns. */
  async #drain(first: Waiting): Promise<void> {
    this.#draining = true
    for (let input: Waiting | undefined = first; input; input = this.#waiting.shift()) {
      const round = this.#round
      for (const message of split(input.message)) {
        const ready = this.#mayPrepare ? this.#parts.sink.prepare(message) : undefined
        if (ready) await ready
        if (round !== this.#round) break
        this.#carryOut(message, input.grantEpoch)
      }
    }
    this.#draining = false
  }

  /** For what will be refused nothing is prepared. */
  get #mayPrepare(): boolean {
    return this.#parts.gate.granted.includes('control') && !this.#parts.customer.active
  }

  #carryOut(message: InputMessage, grantEpoch: number): void {
    const { gate, sink, tally, customer, log } = this.#parts
    const admission = gate.admit(message, grantEpoch)
    if ('refused' in admission) return tally.refused(admission.refused)
    if (customer.active && message.type !== 'input-let-go') return tally.refused('customer-active')
    if (!this.#isInside(message)) return tally.refused('outside-screen')
    if (this.#isForOwnWindow(message)) return this.#refuseOwnWindow(message)
    try {
      // Letting go does nothing that a customer could have done instead: it is nobody's act.
      if (message.type === 'input-let-go') return sink.releaseAll()
      sink.inject(admission.permitted)
      tally.injected()
    } catch (error) {
      if (error instanceof InputRefused) return tally.refused(error.reason)
      log.warn('input failed', { type: message.type, reason: String(error) })
    }
  }

  /** What is held down may not stay so because our window is in the way. */
  #refuseOwnWindow(message: InputMessage): void {
    if (message.type === 'key-released' || message.type === 'button-released') this.#parts.sink.releaseAll()
    this.#parts.tally.refused('own-window')
  }

  #isForOwnWindow(message: InputMessage): boolean {
    const ownWindows = this.#parts.ownWindows?.()
    if (!ownWindows || message.type === 'input-let-go') return false
    if (!('x' in message)) return ownWindows.hasFocus()
    const point = { x: message.x, y: message.y, width: 1, height: 1 }
    return ownWindows.rects().some((rect) => contains(rect, point))
  }

  #isInside(message: InputMessage): boolean {
    if (!('x' in message)) return true
    const shown = this.#parts.shown()
    return shown !== undefined && contains(shown, { x: message.x, y: message.y, width: 1, height: 1 })
  }
}

function split(message: InputMessage): InputMessage[] {
  if (message.type !== 'text-entered') return [message]
  const characters = [...message.text]
  const chunks: InputMessage[] = []
  for (let start = 0; start < characters.length; start += TEXT_CHUNK) {
    chunks.push({ type: 'text-entered', text: characters.slice(start, start + TEXT_CHUNK).join('') })
  }
  return chunks
}
