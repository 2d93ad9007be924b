import { type Clock, type Instant, sleep } from '../../base/clock.ts'
import type { Rect, Size } from '../../base/rect.ts'
import { type EncodedRect, encodeUpdate } from '../../protocol/peer/frame-codec.ts'
import type { FrameEncoder } from './frame-encoder.ts'
import { FramePacer } from './frame-pacer.ts'
import { PictureCoder } from './picture-coder.ts'
import { QualityControl } from './quality-control.ts'
import type { Look } from './rect-coder.ts'
import type { FeedListener, FeedStart, View } from './screen-feed.ts'
import type { Monitor, RawFrame, ScreenSource } from './screen-source.ts'
import { cut, partFor } from './shown-part.ts'

interface Parts {
  readonly source: ScreenSource
  readonly encoder: FrameEncoder
  readonly listener: FeedListener
  readonly clock: Clock
  /** Has its memory already; for a first picture of its size. */
  readonly spare?: PictureCoder | undefined
}

/**
 * Milliseconds in which nothing may change before something is made exact, and for how long that is believed. The line may
 * have been shut for longer than anything rests, and sources that have to be asked again and again tell late.
 */
const SEE_REST_MS = 40
const REST_SEEN_FOR_MS = 100

interface Made {
  readonly keyframe: boolean
  readonly capturedAt: Instant
  readonly rects: readonly EncodedRect[]
}

/**
 * One console's view of the screen: waits for a change and for the console to be ready for it, finds what is new, and makes
 * an update of it. What rests is made exact in between.
 */
export class UpdateMaker {
  readonly #parts: Parts
  readonly #pacer = new FramePacer()
  #view: View
  #control: QualityControl
  #seq: number
  #epoch: number
  #coder: PictureCoder | undefined
  #spare: PictureCoder | undefined
  /** The frame seen last; its pixels stand until the next. */
  #desktop: RawFrame | undefined
  #desktopSize: Size = { width: 0, height: 0 }
  #part: Rect = { x: 0, y: 0, width: 0, height: 0 }
  #monitors: readonly Monitor[] = []
  #wholeWanted = true
  #wake = new AbortController()
  #sentAt = Number.NEGATIVE_INFINITY
  #restSeenUntil = Number.NEGATIVE_INFINITY

  constructor({ seq, epoch, view }: FeedStart, parts: Parts) {
    this.#parts = parts
    this.#spare = parts.spare
    this.#seq = seq
    this.#epoch = epoch
    this.#view = view
    this.#control = new QualityControl(view.quality)
  }

  /** Until the lease aborts. Rejects with CaptureFailed when the screen cannot be captured any more. */
  async run(lease: AbortSignal): Promise<void> {
    while (await this.#ready(lease)) {
      const desktop = await this.#change(lease)
      if (lease.aborted) return
      if (desktop) this.#desktop = desktop
      const made = await this.#next(desktop)
      // The customer may have taken the permission back while we were encoding: then these bytes stay here.
      if (lease.aborted) return
      if (made) this.#send(made)
    }
  }

  painted(seq: number): void {
    const now = this.#parts.clock.monotonic()
    const roundTripMs = this.#pacer.painted(seq, now)
    if (roundTripMs !== undefined) this.#control.painted(seq, roundTripMs, now)
  }

  refresh(): void {
    this.#wholeWanted = true
    this.#wake.abort()
  }

  adjust(view: View): void {
    if (view.quality !== this.#view.quality) this.#control = new QualityControl(view.quality)
    if (view.greyscale !== this.#view.greyscale || view.monitor !== this.#view.monitor) this.refresh()
    this.#view = view
  }

  /** True when the console is ready for one more and it is not too soon for it; false when the lease is over. */
  async #ready(lease: AbortSignal): Promise<boolean> {
    const { clock } = this.#parts
    const tooEarly = this.#sentAt + this.#interval - clock.monotonic()
    if (tooEarly > 0) await sleep(clock, tooEarly, lease)
    return this.#pacer.ready(lease)
  }

  /** Milliseconds between two updates; none at the highest rate, where the console's own display sets the pace. */
  get #interval(): number {
    const { framesPerSecond } = this.#view
    return framesPerSecond >= 60 ? 0 : 1000 / framesPerSecond
  }

  /** The next frame that may be different; undefined when there is other work to do first. */
  async #change(lease: AbortSignal): Promise<RawFrame | undefined> {
    const { clock, source } = this.#parts
    if (this.#wholeWanted && this.#desktop) return undefined
    if (this.#wake.signal.aborted) this.#wake = new AbortController()
    const { signal } = this.#wake
    const restMs = this.#untilRefinement(clock.monotonic())
    using _timer = restMs === undefined ? undefined : clock.after(restMs, () => this.#wake.abort())
    const frame = await source.grab(AbortSignal.any([lease, signal]))
    const now = clock.monotonic()
    if (!frame && now >= this.#restSeenUntil) this.#restSeenUntil = now + REST_SEEN_FOR_MS
    return frame
  }

  /** Milliseconds until something may be made exact; undefined if nothing is to be. What changed meanwhile comes first. */
  #untilRefinement(now: number): number | undefined {
    const due = this.#view.greyscale ? undefined : this.#coder?.refinementDueAt
    if (due === undefined) return undefined
    return Math.max(due - now, now < this.#restSeenUntil ? 0 : SEE_REST_MS)
  }

  async #next(desktop: RawFrame | undefined): Promise<Made | undefined> {
    const { source } = this.#parts
    const known = desktop ?? this.#desktop
    if (!known) return undefined
    const isOther = source.monitors !== this.#monitors || !this.#shows(known)
    if (this.#wholeWanted || isOther || !this.#coder)
      return { keyframe: true, capturedAt: known.capturedAt, rects: await this.#whole(known) }
    const { capturedAt } = known
    if (desktop) {
      const rects = await this.#coder.change(cut(desktop, this.#part), this.#look)
      return rects && { keyframe: false, capturedAt, rects }
    }
    const rects = this.#coder.refine(this.#control.tilesToRefine)
    // Nothing has changed since it was captured.
    return rects && { keyframe: false, capturedAt: this.#parts.clock.now(), rects }
  }

  #whole(desktop: RawFrame): Promise<EncodedRect[]> {
    const { source, encoder, listener, clock } = this.#parts
    this.#wholeWanted = false
    this.#monitors = source.monitors
    this.#desktopSize = { width: desktop.width, height: desktop.height }
    const { shown, ...part } = partFor(desktop, source.monitors, this.#view.monitor)
    const known = [this.#coder, this.#spare].find((coder) => coder && isSameSize(coder.size, part))
    this.#spare = undefined
    this.#coder = known ?? new PictureCoder(part, encoder, clock)
    this.#part = part
    this.#epoch = (this.#epoch + 1) % 256
    listener.described({ ...part, epoch: this.#epoch, monitors: source.monitors, shown })
    return this.#coder.whole(cut(desktop, part), this.#look)
  }

  #shows(frame: RawFrame): boolean {
    return isSameSize(this.#desktopSize, frame)
  }

  get #look(): Look {
    return { ...this.#control.look(this.#parts.clock.monotonic()), greyscale: this.#view.greyscale }
  }

  #send({ keyframe, capturedAt, rects }: Made): void {
    const { listener, clock } = this.#parts
    this.#seq = (this.#seq + 1) >>> 0
    const bytes = encodeUpdate({ keyframe, seq: this.#seq, capturedAt, epoch: this.#epoch, rects })
    this.#sentAt = clock.monotonic()
    this.#pacer.sent(this.#seq, this.#sentAt)
    this.#control.sent(this.#seq, bytes.byteLength)
    listener.updated(this.#seq, bytes)
  }
}

function isSameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height
}
