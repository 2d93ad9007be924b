import { LIMITS } from '../../protocol/limits.ts'
import type { EncodedRect, ScreenUpdate } from '../../protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { DecodeRect, Picture } from './rect-decoder.ts'

/** Updates that may wait to be painted: what an honest applet sends unacknowledged, and a little for resets of its window. */
const MOST_WAITING = LIMITS.unacknowledgedUpdates * 4

export interface DecodedRect {
  readonly rect: EncodedRect
  readonly picture: Picture
}

interface Waiting {
  readonly update: ScreenUpdate
  decoded: readonly DecodedRect[] | 'failed' | undefined
}

export interface UpdatePainter {
  paint(update: ScreenUpdate, decoded: readonly DecodedRect[]): void
  decodeFailed(update: ScreenUpdate): void
}

/**
 * Decodes updates side by side and hands them over in order, each as a whole, when the browser is about to draw. A hidden
 * page draws nothing, so nothing is acknowledged and the applet waits.
 */
export class UpdateQueue {
  readonly #decode: DecodeRect
  readonly #painter: UpdatePainter
  readonly #beforeNextFrame: (callback: () => void) => void
  #waiting: Waiting[] = []
  #planned = false

  constructor(decode: DecodeRect, painter: UpdatePainter, beforeNextFrame = planForFrame) {
    this.#decode = decode
    this.#painter = painter
    this.#beforeNextFrame = beforeNextFrame
  }

  push(update: ScreenUpdate): void {
    if (this.#waiting.length >= MOST_WAITING)
      throw new ProtocolError('unexpected-message', 'update', 'not acknowledged')
    const waiting: Waiting = { update, decoded: undefined }
    this.#waiting.push(waiting)
    void this.#decodeAll(waiting)
  }

  /** Forgets what waits and returns the last of it; pictures still being decoded are closed when they come. */
  clear(): ScreenUpdate | undefined {
    const last = this.#waiting.at(-1)?.update
    for (const { decoded } of this.#waiting) close(decoded)
    this.#waiting = []
    return last
  }

  async #decodeAll(waiting: Waiting): Promise<void> {
    const results = await Promise.allSettled(waiting.update.rects.map(this.#decode))
    const decoded = results.flatMap((result, index) => {
      const rect = waiting.update.rects[index]
      return result.status === 'fulfilled' && rect ? [{ rect, picture: result.value }] : []
    })
    const whole = decoded.length === results.length
    if (!whole || !this.#waiting.includes(waiting)) close(decoded)
    waiting.decoded = whole ? decoded : 'failed'
    if (this.#planned) return
    this.#planned = true
    this.#beforeNextFrame(() => this.#drain())
  }

  #drain(): void {
    this.#planned = false
    for (;;) {
      const next = this.#waiting[0]
      if (!next?.decoded) return
      this.#waiting.shift()
      if (next.decoded === 'failed') this.#painter.decodeFailed(next.update)
      else this.#painter.paint(next.update, next.decoded)
    }
  }
}

function close(decoded: Waiting['decoded']): void {
  if (typeof decoded !== 'object') return
  for (const { picture } of decoded) picture.close()
}

function planForFrame(callback: () => void): void {
  requestAnimationFrame(callback)
}
