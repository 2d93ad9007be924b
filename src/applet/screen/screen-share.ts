import type { Rect } from '../../base/rect.ts'
import type { Channel } from '../../channel/channel.ts'
import { CursorShelf } from './cursor-shelf.ts'
import type { FeedListener, ScreenFeed, ShownPart, View } from './screen-feed.ts'
import type { ScreenMeter } from './screen-meter.ts'
import type { CursorEvent } from './screen-source.ts'

/** How a screen is shown until its technician says otherwise. */
const FIRST_VIEW: View = { quality: 'balanced', greyscale: false, framesPerSecond: 60, monitor: null }

interface Parts {
  readonly feed: ScreenFeed
  readonly channel: Channel
  readonly meter: ScreenMeter
}

/** One console's view of the screen: passes on what the feed makes, for as long as the lease lasts and no longer. */
export class ScreenShare {
  readonly #parts: Parts
  #view = FIRST_VIEW
  #seq = 0
  #epoch = 0
  #shown: Rect | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Runs until `lease` aborts. Rejects with CaptureFailed when the screen cannot be captured (any more). */
  async run(lease: AbortSignal): Promise<void> {
    const { feed, meter } = this.#parts
    meter.begin()
    const start = { seq: this.#seq, epoch: this.#epoch, view: this.#view }
    await feed.run(start, new WhileLeased(lease, this.#listener()), lease)
  }

  /** The part of the desktop that the console was shown last; undefined before the first picture. */
  get shown(): Rect | undefined {
    return this.#shown
  }

  painted(seq: number): void {
    this.#parts.meter.painted(seq)
    this.#parts.feed.painted(seq)
  }

  sendWholePicture(): void {
    this.#parts.feed.refresh()
  }

  adjust({ quality, greyscale, framesPerSecond, monitor }: View): void {
    this.#view = { quality, greyscale, framesPerSecond, monitor }
    this.#parts.feed.adjust(this.#view)
  }

  #listener(): FeedListener {
    const { channel, meter } = this.#parts
    const shelf = new CursorShelf()
    return {
      described: (part) => this.#describe(part),
      updated: (seq, bytes) => {
        this.#seq = seq
        channel.sendFrame(bytes)
        meter.sent(seq, bytes.byteLength)
      },
      pointed: (event) => this.#sendCursor(event, shelf),
      lost: (reason) => channel.send({ type: 'screen-lost', reason: reason.slice(0, 200) }),
    }
  }

  #describe({ epoch, x, y, width, height, monitors, shown }: ShownPart): void {
    this.#epoch = epoch
    this.#shown = { x, y, width, height }
    const listed = monitors.map(({ name, ...rect }) => ({ name: name.slice(0, 64), ...rect }))
    this.#parts.channel.send({ type: 'screen-described', epoch, x, y, width, height, monitors: listed, shown })
  }

  #sendCursor(event: CursorEvent, shelf: CursorShelf): void {
    const { channel } = this.#parts
    if (event.type === 'position') return channel.send({ type: 'cursor-moved', x: event.x, y: event.y })
    const { id, isKept } = shelf.place(event.shape)
    if (isKept) return channel.send({ type: 'cursor-reused', id })
    const { width, height, hotX, hotY, pixels } = event.shape
    const base64 = Buffer.from(pixels).toString('base64')
    channel.send({ type: 'cursor-changed', id, width, height, hotX, hotY, pixels: base64 })
  }
}

/** What a feed tells after the customer took the permission back, because it was on its way already, stays here. */
class WhileLeased implements FeedListener {
  readonly #lease: AbortSignal
  readonly #listener: FeedListener

  constructor(lease: AbortSignal, listener: FeedListener) {
    this.#lease = lease
    this.#listener = listener
  }

  described(part: ShownPart): void {
    if (!this.#lease.aborted) this.#listener.described(part)
  }

  updated(seq: number, bytes: Uint8Array): void {
    if (!this.#lease.aborted) this.#listener.updated(seq, bytes)
  }

  pointed(event: CursorEvent): void {
    if (!this.#lease.aborted) this.#listener.pointed(event)
  }

  lost(reason: string): void {
    if (!this.#lease.aborted) this.#listener.lost(reason)
  }
}
