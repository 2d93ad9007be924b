import { type Clock, every, realClock, sleep } from '../../../base/clock.ts'
import type { CursorEvent, Monitor, RawFrame, ScreenSource } from '../screen-source.ts'

/** Milliseconds between two looks at the pointer while somebody watches it. */
const POINTER_INTERVAL = 50

export type Look = Pick<RawFrame, 'width' | 'height' | 'stride' | 'pixels'>

export interface PolledScreenParts {
  readonly name: string
  /** Milliseconds between two looks. */
  readonly interval: number
  /** Rejects with CaptureFailed. */
  look(): Promise<Look>
  /** Where the pointer is, where that can be known. */
  readonly pointer?: () => { x: number; y: number }
}

/** A screen that does not tell when it changes, so it is looked at again and again. */
export class PolledScreen implements ScreenSource {
  readonly name: string
  readonly #parts: PolledScreenParts
  readonly #clock: Clock
  #monitors: readonly Monitor[] = []
  #nextLook = 0

  constructor(parts: PolledScreenParts, clock: Clock = realClock) {
    this.name = parts.name
    this.#parts = parts
    this.#clock = clock
  }

  get monitors(): readonly Monitor[] {
    return this.#monitors
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    const early = this.#nextLook - this.#clock.monotonic()
    if (early > 0) await sleep(this.#clock, early, signal)
    if (signal.aborted) return undefined
    this.#nextLook = this.#clock.monotonic() + this.#parts.interval
    const capturedAt = this.#clock.now()
    const look = await this.#parts.look()
    if (signal.aborted) return undefined
    this.#describe(look)
    return { ...look, damage: undefined, capturedAt }
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    const { pointer } = this.#parts
    if (!pointer) return { [Symbol.dispose]: () => {} }
    let last: { x: number; y: number } | undefined
    const look = () => {
      const { x, y } = pointer()
      if (last?.x === x && last.y === y) return
      last = { x, y }
      listener({ type: 'position', x, y })
    }
    look()
    return every(this.#clock, POINTER_INTERVAL, look)
  }

  #describe({ width, height }: Look): void {
    const known = this.#monitors[0]
    if (known?.width === width && known.height === height) return
    this.#monitors = [{ name: 'screen', x: 0, y: 0, width, height }]
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
