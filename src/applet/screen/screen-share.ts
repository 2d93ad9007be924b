import type { Rect } from '../../base/rect.ts'
import type { Channel } from '../../channel/channel.ts'
import { encodeUpdate } from '../../protocol/peer/frame-codec.ts'
import { findDirtyRects } from './frame-differ.ts'
import type { FrameEncoder } from './frame-encoder.ts'
import { FrameMemory } from './frame-memory.ts'
import { FramePacer } from './frame-pacer.ts'
import type { ScreenMeter } from './screen-meter.ts'
import type { CursorEvent, RawFrame, ScreenSource } from './screen-source.ts'

/** JPEG quality at which text has no visible fringes: full colour resolution. */
const QUALITY = 85

/** One console's view of the screen: waits, grabs, compares, encodes, sends. It ends with the lease it runs under. */
export class ScreenShare {
  readonly #openScreen: () => Promise<ScreenSource>
  readonly #openEncoder: () => Promise<FrameEncoder>
  readonly #channel: Channel
  readonly #meter: ScreenMeter
  readonly #memory = new FrameMemory()
  #pacer = new FramePacer()
  #seq = 0
  #epoch = 0
  #wholePictureWanted = false
  #wake = new AbortController()

  constructor(parts: {
    openScreen: () => Promise<ScreenSource>
    openEncoder: () => Promise<FrameEncoder>
    channel: Channel
    meter: ScreenMeter
  }) {
    this.#openScreen = parts.openScreen
    this.#openEncoder = parts.openEncoder
    this.#channel = parts.channel
    this.#meter = parts.meter
  }

  /** Runs until `lease` aborts. Rejects with CaptureFailed when the screen cannot be captured (any more). */
  async run(lease: AbortSignal): Promise<void> {
    const encoder = await this.#openEncoder()
    await using source = await this.#openScreen()
    using _cursor = source.watchCursor((event) => {
      if (!lease.aborted) this.#sendCursor(event)
    })
    this.#memory.forget()
    // Updates of an earlier lease may never be acknowledged; they must not keep this one waiting.
    this.#pacer = new FramePacer()
    while (await this.#pacer.ready(lease)) {
      const frame = this.#wholePictureWanted ? this.#memory.picture() : await source.grab(this.#interruptible(lease))
      if (lease.aborted) return
      if (frame) await this.#share(frame, source, encoder, lease)
    }
  }

  /** The part of the desktop that the console was shown last; undefined before the first picture. */
  get shown(): Rect | undefined {
    const picture = this.#memory.picture()
    return picture && { x: 0, y: 0, width: picture.width, height: picture.height }
  }

  painted(seq: number): void {
    const roundTripMs = this.#pacer.painted(seq, performance.now())
    if (roundTripMs !== undefined) this.#meter.painted(roundTripMs)
  }

  /** The next update is a whole picture, from memory: what the console lost is what it was shown last. */
  sendWholePicture(): void {
    this.#wholePictureWanted = true
    this.#wake.abort()
  }

  /** Ends a grab that sleeps, when the lease ends or a whole picture is wanted. */
  #interruptible(lease: AbortSignal): AbortSignal {
    if (this.#wake.signal.aborted) this.#wake = new AbortController()
    return AbortSignal.any([lease, this.#wake.signal])
  }

  async #share(frame: RawFrame, source: ScreenSource, encoder: FrameEncoder, lease: AbortSignal): Promise<void> {
    const keyframe = this.#wholePictureWanted || !this.#memory.holds(frame)
    const rects = keyframe ? [wholeOf(frame)] : findDirtyRects(this.#memory, frame)
    if (rects.length === 0) return
    this.#wholePictureWanted = false
    // Copied before the encoder gives up this thread: the frame stands still only until the next grab.
    this.#memory.remember(frame, rects)
    const encoded = await encoder.encode(frame, rects, QUALITY)
    // The customer may have taken the permission back while we were encoding: then these bytes stay here.
    if (lease.aborted) return
    if (keyframe) this.#describe(frame, source)
    this.#seq = (this.#seq + 1) >>> 0
    const { capturedAt } = frame
    const update = encodeUpdate({ keyframe, seq: this.#seq, capturedAt, epoch: this.#epoch, rects: encoded })
    this.#channel.sendFrame(update)
    this.#pacer.sent(this.#seq, performance.now())
    this.#meter.sent(update.byteLength)
  }

  #describe({ width, height }: RawFrame, source: ScreenSource): void {
    this.#epoch = (this.#epoch + 1) % 256
    const monitors = source.monitors.map(({ name, ...rect }) => ({ name: name.slice(0, 64), ...rect }))
    this.#channel.send({
      type: 'screen-described',
      epoch: this.#epoch,
      x: 0,
      y: 0,
      width,
      height,
      monitors,
      shown: null,
    })
  }

  #sendCursor(event: CursorEvent): void {
    if (event.type === 'position') this.#channel.send({ type: 'cursor-moved', x: event.x, y: event.y })
    else {
      const { width, height, hotX, hotY, pixels } = event.shape
      const base64 = Buffer.from(pixels).toString('base64')
      this.#channel.send({ type: 'cursor-changed', id: 0, width, height, hotX, hotY, pixels: base64 })
    }
  }
}

function wholeOf({ width, height }: RawFrame): Rect {
  return { x: 0, y: 0, width, height }
}
