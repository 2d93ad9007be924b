import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { PermissionGate } from '../permission/permission-gate.ts'
import type { InputSink } from './input-sink.ts'

/** Milliseconds that a technician's input rests after the customer's last act. */
const PAUSE_MS = 2000

/** Milliseconds without a look after one act was seen: a mouse may report a thousand times a second. */
const BLIND_MS = 200

interface Parts {
  readonly gate: PermissionGate
  readonly sink: Pick<InputSink, 'onceCustomerActs' | 'releaseAll'>
  readonly clock: Clock
}

/**
 * Who sits at the computer goes first: while they use its mouse or keyboard, and for a moment after, the technician's input
 * rests and nothing stays held down. Looks only while somebody may control.
 */
export class CustomerFirst implements Disposable {
  readonly #parts: Parts
  readonly #emitter = new Emitter<{ began: undefined }>()
  readonly #grants: Disposable
  #looking: Disposable | undefined
  #until = Number.NEGATIVE_INFINITY

  constructor(parts: Parts) {
    this.#parts = parts
    this.#grants = parts.gate.on('changed', (granted) => this.#controlled(granted.includes('control')))
    this.#controlled(parts.gate.granted.includes('control'))
  }

  get active(): boolean {
    return this.#parts.clock.monotonic() < this.#until
  }

  on(event: 'began', listener: () => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  [Symbol.dispose](): void {
    this.#grants[Symbol.dispose]()
    this.#controlled(false)
  }

  #controlled(controlled: boolean): void {
    if (controlled === (this.#looking !== undefined)) return
    if (controlled) return this.#look()
    this.#looking?.[Symbol.dispose]()
    this.#looking = undefined
  }

  #look(): void {
    this.#looking = this.#parts.sink.onceCustomerActs(() => this.#acted())
  }

  #acted(): void {
    const { sink, clock } = this.#parts
    const began = !this.active
    this.#until = clock.monotonic() + BLIND_MS + PAUSE_MS
    this.#looking = clock.after(BLIND_MS, () => this.#look())
    if (!began) return
    sink.releaseAll()
    this.#emitter.emit('began', undefined)
  }
}
