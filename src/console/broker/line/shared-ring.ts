/** Places in the control words: how many bytes were ever written and taken, modulo 2^32, and one for the writer's own use. */
const WRITTEN = 0
const TAKEN = 1
const SPARE = 2
/** Nobody ever notifies this one. */
const NEVER = 3
const CONTROL_WORDS = 4
const CONTROL_BYTES = CONTROL_WORDS * 4

/** Bytes that may wait to be taken; a divisor of 2^32, so that places stay right when the counters begin anew. */
const CAPACITY = 1 << 20

/** Milliseconds of a breath. */
const BREATH_MS = 1

/** A ring of shared bytes with one writer and one reader, each on a thread of its own. */
export class SharedRing {
  readonly shared: SharedArrayBuffer
  readonly #control: Int32Array<SharedArrayBuffer>
  readonly #bytes: Uint8Array<SharedArrayBuffer>

  /** Without any memory: a new one. */
  constructor(shared = new SharedArrayBuffer(CONTROL_BYTES + CAPACITY)) {
    this.shared = shared
    this.#control = new Int32Array(shared, 0, CONTROL_WORDS)
    this.#bytes = new Uint8Array(shared, CONTROL_BYTES)
  }

  get spare(): number {
    return Atomics.load(this.#control, SPARE)
  }

  set spare(value: number) {
    Atomics.store(this.#control, SPARE, value)
  }

  get written(): number {
    return Atomics.load(this.#control, WRITTEN)
  }

  get taken(): number {
    return Atomics.load(this.#control, TAKEN)
  }

  /** Writes what there is room for; returns how many bytes that was. */
  write(bytes: Uint8Array): number {
    const { written } = this
    const count = Math.min(bytes.byteLength, this.#bytes.byteLength - ((written - this.taken) >>> 0))
    const at = (written >>> 0) % this.#bytes.byteLength
    const first = Math.min(count, this.#bytes.byteLength - at)
    this.#bytes.set(bytes.subarray(0, first), at)
    this.#bytes.set(bytes.subarray(first, count), 0)
    this.#move(WRITTEN, written + count)
    return count
  }

  /** Takes as much as is there, but no more than fits; returns how many bytes that was. */
  take(into: Uint8Array): number {
    const { taken } = this
    const count = Math.min(into.byteLength, (this.written - taken) >>> 0)
    const at = (taken >>> 0) % this.#bytes.byteLength
    const first = Math.min(count, this.#bytes.byteLength - at)
    into.set(this.#bytes.subarray(at, at + first))
    into.set(this.#bytes.subarray(0, count - first), first)
    this.#move(TAKEN, taken + count)
    return count
  }

  /** Until somebody moved this counter from where it was seen; false if that had happened already. */
  async moved(counter: 'written' | 'taken', seen: number): Promise<boolean> {
    const waiting = Atomics.waitAsync(this.#control, counter === 'written' ? WRITTEN : TAKEN, seen)
    if (waiting.async) await waiting.value
    return waiting.async
  }

  /** Lets this thread do everything else that it has to do. */
  async breathe(): Promise<void> {
    await Atomics.waitAsync(this.#control, NEVER, 0, BREATH_MS).value
  }

  #move(counter: typeof WRITTEN | typeof TAKEN, to: number): void {
    Atomics.store(this.#control, counter, to)
    Atomics.notify(this.#control, counter)
  }
}
