import { Emitter } from '../../base/emitter.ts'
import { area, contains, type Size } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { decodeUpdate, type ScreenUpdate } from '../../protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { DecodeRect } from './rect-decoder.ts'
import { type DecodedRect, UpdateQueue } from './update-queue.ts'

export interface ScreenCanvasEvents {
  /** The size of the picture, or undefined when there is none any more. */
  resized: Size | undefined
  /** The update with this number is done with: painted, or of no use. */
  done: number
  /** The first and every later time that pixels changed. */
  painted: number
  /** The picture cannot be continued; only a whole one helps. */
  keyframeNeeded: undefined
}

/** No update says its size for itself, so until its epoch is known any rectangle that the format can name is accepted. */
const LARGEST: Size = { width: LIMITS.screenSide, height: LIMITS.screenSide }

/** The customer's screen: bytes in, pixels on its canvas. `data-width`, `data-height` and `data-seq` say what it shows; an empty one has none. */
export class ScreenCanvas {
  readonly element = document.createElement('canvas')
  readonly #context: CanvasRenderingContext2D
  readonly #queue: UpdateQueue
  readonly #emitter = new Emitter<ScreenCanvasEvents>()
  #epoch: number | undefined
  #size: Size | undefined

  constructor(decode: DecodeRect) {
    const context = this.element.getContext('2d', { alpha: false, desynchronized: true })
    if (!context) throw new Error('This browser has no 2d canvas.')
    this.#context = context
    this.element.setAttribute('data-testid', 'screen')
    this.#queue = new UpdateQueue(decode, {
      paint: (update, decoded) => this.#paint(update, decoded),
      decodeFailed: (update) => {
        this.#emitter.emit('done', update.seq)
        this.#emitter.emit('keyframeNeeded', undefined)
      },
    })
    this.clear()
  }

  get size(): Size | undefined {
    return this.#size
  }

  on<E extends keyof ScreenCanvasEvents>(event: E, listener: (value: ScreenCanvasEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Throws ProtocolError before anything is allocated for a screen that nobody has. */
  describe(epoch: number, { width, height }: Size): void {
    if (width * height > LIMITS.screenPixels)
      throw new ProtocolError('malformed-message', 'screen-described', 'too large')
    this.#forgetWaiting()
    this.#epoch = epoch
    // The keyframe that follows covers everything; until it comes, the old picture is better than none.
    const same = this.#size?.width === width && this.#size.height === height
    if (!same) this.#resize({ width, height })
  }

  /** Takes one update as it came. Throws ProtocolError. */
  update(bytes: Uint8Array): void {
    const update = decodeUpdate(bytes, LARGEST)
    if (!this.#size || update.epoch !== this.#epoch) return this.#emitter.emit('done', update.seq)
    checkRects(update, this.#size)
    this.#queue.push(update)
  }

  /** Leaves nothing of the customer's screen behind. */
  clear(): void {
    this.#forgetWaiting()
    this.#epoch = undefined
    this.#resize(undefined)
  }

  /** What is not painted is acknowledged all the same, or the applet would wait for it for ever. */
  #forgetWaiting(): void {
    const last = this.#queue.clear()
    if (last) this.#emitter.emit('done', last.seq)
  }

  #resize(size: Size | undefined): void {
    this.#size = size
    // Setting the size of a canvas also empties it and gives its memory back.
    this.element.width = size?.width ?? 1
    this.element.height = size?.height ?? 1
    this.#tell('width', size?.width)
    this.#tell('height', size?.height)
    this.#tell('seq', undefined)
    this.#emitter.emit('resized', size)
  }

  #tell(name: 'width' | 'height' | 'seq', value: number | undefined): void {
    if (value === undefined) this.element.removeAttribute(`data-${name}`)
    else this.element.setAttribute(`data-${name}`, String(value))
  }

  #paint(update: ScreenUpdate, decoded: readonly DecodedRect[]): void {
    for (const { rect, picture } of decoded) {
      this.#context.drawImage(picture, rect.x, rect.y)
      picture.close()
    }
    this.#tell('seq', update.seq)
    this.#emitter.emit('done', update.seq)
    this.#emitter.emit('painted', update.seq)
  }
}

/** What a screen can hold is all that an update may make us decode: its rectangles lie inside and do not overlap. */
function checkRects({ rects }: ScreenUpdate, size: Size): void {
  const screen = { x: 0, y: 0, ...size }
  const outside = rects.findIndex((rect) => !contains(screen, rect))
  if (outside >= 0) throw new ProtocolError('malformed-update', `rects.${outside}`, 'outside the screen')
  const covered = rects.reduce((sum, rect) => sum + area(rect), 0)
  if (covered > area(screen)) throw new ProtocolError('malformed-update', 'rects', 'more pixels than the screen has')
}
