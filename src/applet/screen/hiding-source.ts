import type { Clock } from '../../base/clock.ts'
import { intersect, type Rect } from '../../base/rect.ts'
import type { OwnWindows } from '../own-windows/own-windows.ts'
import { HiddenPlaces, isSame } from './hidden-places.ts'
import type { CursorEvent, Monitor, RawFrame, ScreenSource } from './screen-source.ts'

/** Milliseconds in which every source has looked at the screen once more, and told if anything changed. */
const SURE_MS = 1000

/** Who knows where those windows are. */
export interface Hiding {
  /** Undefined as long as there is nothing to hide. Settles with undefined when nothing can find windows here. */
  readonly windows: Promise<OwnWindows | undefined> | undefined
  /** Calls when there are other windows to hide. */
  onChanged(listener: () => void): Disposable
}

interface Parts {
  readonly source: ScreenSource
  readonly hiding: Hiding
  readonly clock: Clock
}

/**
 * A screen whose frames say what nobody but the customer may see. It looks where the windows are before the picture is taken
 * and after it, so that one that moved in between is hidden in all places where it may have been.
 */
export class HidingSource implements ScreenSource, Disposable {
  readonly #parts: Parts
  readonly #places = new HiddenPlaces()
  readonly #subscription: Disposable
  #wake = new AbortController()
  /** The frame seen last, whose pixels stand until the next. */
  #frame: RawFrame | undefined
  /** What was hidden in it. */
  #hidden: readonly Rect[] = []

  constructor(parts: Parts) {
    this.#parts = parts
    this.#subscription = parts.hiding.onChanged(() => this.#wake.abort())
  }

  get name(): string {
    return this.#parts.source.name
  }

  get monitors(): readonly Monitor[] {
    return this.#parts.source.monitors
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    return this.#parts.source.watchCursor(listener)
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    const { source, hiding, clock } = this.#parts
    while (!signal.aborted) {
      if (this.#wake.signal.aborted) this.#wake = new AbortController()
      const wake = this.#wake
      const windows = await hiding.windows
      this.#look(windows)
      const start = clock.monotonic()
      using timer = this.#timer(start, wake)
      const frame = await source.grab(AbortSignal.any([signal, wake.signal]))
      this.#look(windows)
      if (frame || timer.isDue) this.#places.expire(start)
      if (frame) return this.#hand(frame)
      if (!signal.aborted && this.#isStale) return this.#again()
    }
    return undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this[Symbol.dispose]()
    await this.#parts.source[Symbol.asyncDispose]()
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]()
  }

  #look(windows: OwnWindows | undefined): void {
    this.#places.set(windows?.rects() ?? [], this.#parts.clock.monotonic())
  }

  /** Wakes when there is something to do though the screen does not change. */
  #timer(now: number, wake: AbortController): Disposable & { readonly isDue: boolean } {
    const dueMs = this.#isStale ? 0 : this.#untilShown(now)
    const timer = { isDue: false, [Symbol.dispose]() {} }
    if (dueMs === undefined) return timer
    const pending = this.#parts.clock.after(dueMs, () => {
      timer.isDue = dueMs >= SURE_MS
      wake.abort()
    })
    timer[Symbol.dispose] = () => pending[Symbol.dispose]()
    return timer
  }

  /** Milliseconds until a place may be shown again; it is not, before the source has had time to see what is there now. */
  #untilShown(now: number): number | undefined {
    const { nextChange } = this.#places
    return nextChange === undefined ? undefined : Math.max(nextChange - now, SURE_MS)
  }

  /** Whether other places are hidden now than in the frame that was handed out. */
  get #isStale(): boolean {
    return this.#frame !== undefined && this.#changes().length > 0
  }

  /** The frame seen last, hidden in other places: nothing else of it changed. */
  #again(): RawFrame | undefined {
    if (!this.#frame) return undefined
    return this.#hand({ ...this.#frame, damage: [], capturedAt: this.#parts.clock.now() })
  }

  #hand(frame: RawFrame): RawFrame {
    const changes = this.#changes()
    const places = this.#places
    this.#hidden = places.rects
    this.#frame = frame
    const { width, height, stride, pixels, capturedAt } = frame
    const bounds = { x: 0, y: 0, width, height }
    const damage = frame.damage && [...frame.damage, ...changes.flatMap((rect) => intersect(rect, bounds) ?? [])]
    return {
      ...{ width, height, stride, pixels, damage, capturedAt },
      // Whoever looks at this frame later, because no other came, hides what has to be hidden by then.
      get hidden() {
        return places.rects
      },
    }
  }

  /** Places that were hidden in the frame handed out last, or are now, but not both. */
  #changes(): Rect[] {
    const now = this.#places.rects
    const only = (some: readonly Rect[], others: readonly Rect[]) =>
      some.filter((rect) => !others.some((other) => isSame(rect, other)))
    return [...only(this.#hidden, now), ...only(now, this.#hidden)]
  }
}
