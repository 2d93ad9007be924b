import { LIMITS } from '../../protocol/limits.ts'
import type { ScreenUpdate } from '../../protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { type Display, pageDisplay } from './display.ts'
import type { DecodedRect, DecodeRect } from './rect-decoder.ts'

/** Updates that may wait to be painted: what an honest applet sends unacknowledged, and a little for resets of its window. */
const MOST_WAITING = LIMITS.unacknowledgedUpdates * 4

/** Updates that are decoded while others are painted: each can hold the pixels of a whole screen. */
const DECODED_AHEAD = LIMITS.unacknowledgedUpdates

/** Milliseconds of decoding beyond which a browser has enough to do before the next update. */
const LIGHT_MS = 8

interface Waiting {
  readonly update: ScreenUpdate
  begun: boolean
  isLight: boolean
  decoded: readonly DecodedRect[] | 'failed' | undefined
}

export interface UpdatePainter {
  paint(update: ScreenUpdate, decoded: readonly DecodedRect[]): void
  decodeFailed(update: ScreenUpdate): void
  /** The update is done with, painted or not: the applet may send one more. */
  done(update: ScreenUpdate): void
  /** The browser draws what was painted since the frame before. */
  shown(frame: number): void
  /** How long all rectangles of an update took together. */
  decoded(update: ScreenUpdate, milliseconds: number): void
}

/**
 * Decodes updates side by side and hands them over in order, each as a whole and at once: the browser's next frame has them.
 * The first light one in each frame is done with at once, so that the next is on its way while this one is drawn; all else
 * is when it is drawn, so that an applet never makes more than a busy browser shows. A hidden page paints nothing, so
 * nothing is done and the applet waits.
 */
export class UpdateQueue {
  readonly #decode: DecodeRect
  readonly #painter: UpdatePainter
  readonly #display: Display
  #waiting: Waiting[] = []
  /** Painted, but neither drawn by the browser nor done with yet. */
  #painted: ScreenUpdate[] = []
  #waitsToBeSeen = false
  #framePlanned = false

  constructor(decode: DecodeRect, painter: UpdatePainter, display = pageDisplay) {
    this.#decode = decode
    this.#painter = painter
    this.#display = display
  }

  push(update: ScreenUpdate): void {
    if (this.#waiting.length >= MOST_WAITING)
      throw new ProtocolError('unexpected-message', 'update', 'not acknowledged')
    this.#waiting.push({ update, begun: false, isLight: false, decoded: undefined })
    this.#decodeAhead()
  }

  /** Forgets what waits and returns the last of what was not acknowledged; what is still being decoded is closed when it comes. */
  clear(): ScreenUpdate | undefined {
    const last = this.#waiting.at(-1)?.update ?? this.#painted.at(-1)
    for (const { decoded } of this.#waiting) close(decoded)
    this.#waiting = []
    this.#painted = []
    return last
  }

  #decodeAhead(): void {
    for (const waiting of this.#waiting.slice(0, DECODED_AHEAD)) {
      if (waiting.begun) continue
      waiting.begun = true
      void this.#decodeAll(waiting)
    }
  }

  async #decodeAll(waiting: Waiting): Promise<void> {
    const startedAt = this.#display.now()
    const results = await Promise.allSettled(waiting.update.rects.map(async (rect) => this.#decode(rect)))
    const decodingMs = this.#display.now() - startedAt
    waiting.isLight = decodingMs < LIGHT_MS
    this.#painter.decoded(waiting.update, decodingMs)
    const decoded = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const whole = decoded.length === results.length
    if (!whole || !this.#waiting.includes(waiting)) close(decoded)
    waiting.decoded = whole ? decoded : 'failed'
    this.#paintReady()
  }

  #paintReady(): void {
    if (this.#display.hidden) return this.#waitToBeSeen()
    for (let next = this.#waiting[0]; next?.decoded; next = this.#waiting[0]) {
      this.#waiting.shift()
      if (next.decoded === 'failed') this.#painter.decodeFailed(next.update)
      else this.#painter.paint(next.update, next.decoded)
      if (next.isLight && !this.#framePlanned) this.#painter.done(next.update)
      else this.#painted.push(next.update)
      this.#planFrame()
    }
    this.#decodeAhead()
  }

  #waitToBeSeen(): void {
    if (this.#waitsToBeSeen) return
    this.#waitsToBeSeen = true
    this.#display.onceSeenAgain(() => {
      this.#waitsToBeSeen = false
      this.#paintReady()
    })
  }

  #planFrame(): void {
    if (this.#framePlanned) return
    this.#framePlanned = true
    this.#display.atNextFrame((frame) => {
      this.#framePlanned = false
      this.#painter.shown(frame)
      for (const update of this.#painted.splice(0)) this.#painter.done(update)
    })
  }
}

function close(decoded: Waiting['decoded']): void {
  if (typeof decoded !== 'object') return
  for (const rect of decoded) rect.close()
}
