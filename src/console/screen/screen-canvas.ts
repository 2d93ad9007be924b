import { Emitter } from '../../base/emitter.ts'
import { area, contains, type Rect, type Size } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { decodeUpdate, type EncodedRect, type ScreenUpdate, sourceOf } from '../../protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { PaintingMeter } from './painting-meter.ts'
import type { DecodedRect, DecodeRect } from './rect-decoder.ts'
import { Surface } from './surface.ts'
import { Undecodable } from './undecodable.ts'
import { UpdateQueue } from './update-queue.ts'

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
  /** Whoever wants to know what painting costs. */
  meter: PaintingMeter | undefined
  readonly #surface = new Surface()
  readonly #queue: UpdateQueue
  readonly #emitter = new Emitter<ScreenCanvasEvents>()
  #epoch: number | undefined
  /** What updates paint from now on. */
  #described: Rect | undefined
  #part: Rect | undefined

  constructor(decode: DecodeRect) {
    this.element.setAttribute('data-testid', 'screen')
    this.#queue = new UpdateQueue(decode, {
      paint: (update, decoded) => this.#paint(update, decoded),
      decodeFailed: () => {
        this.meter?.refused()
        this.#emitter.emit('keyframeNeeded', undefined)
      },
      decoded: (update, milliseconds) => this.meter?.decoded(update, milliseconds),
      done: ({ seq }) => this.#emitter.emit('done', seq),
      shown: (frame) => this.meter?.shown(frame),
    })
    this.clear()
  }

  get element(): HTMLCanvasElement {
    return this.#surface.element
  }

  /** The part of the desktop that the canvas shows, in pixels of the desktop; undefined as long as it shows none. */
  get part(): Rect | undefined {
    return this.#part
  }

  on<E extends keyof ScreenCanvasEvents>(event: E, listener: (value: ScreenCanvasEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Throws ProtocolError before anything is allocated for a screen that nobody has. */
  describe(epoch: number, { x, y, width, height }: Rect): void {
    if (width * height > LIMITS.screenPixels)
      throw new ProtocolError('malformed-message', 'screen-described', 'too large')
    this.#forgetWaiting()
    this.#epoch = epoch
    // The keyframe that follows covers everything; until it comes, the old picture is better than none.
    const same = this.#described?.width === width && this.#described.height === height
    this.#described = { x, y, width, height }
    if (!same) this.#resize(this.#described)
  }

  /** Takes one update as it came. Throws ProtocolError. */
  update(bytes: Uint8Array): void {
    const update = decodeUpdate(bytes, LARGEST)
    if (!this.#described || update.epoch !== this.#epoch) return this.#drop(update)
    checkRects(update, this.#described)
    this.#queue.push(update)
  }

  /** Leaves nothing of the customer's screen behind. */
  clear(): void {
    this.#forgetWaiting()
    this.#epoch = undefined
    this.#described = undefined
    this.#resize(undefined)
  }

  #drop({ seq }: ScreenUpdate): void {
    this.meter?.refused()
    this.#emitter.emit('done', seq)
  }

  /** What is not painted is acknowledged all the same, or the applet would wait for it for ever. */
  #forgetWaiting(): void {
    const last = this.#queue.clear()
    if (last) this.#emitter.emit('done', last.seq)
  }

  #resize(size: Size | undefined): void {
    this.#part = undefined
    this.#surface.resize(size)
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
    const startedAt = performance.now()
    if (update.keyframe) this.#surface.forgetKept()
    try {
      for (const rect of decoded) rect.paint(this.#surface)
    } catch (error) {
      if (!(error instanceof Undecodable)) throw error
      this.#emitter.emit('keyframeNeeded', undefined)
    } finally {
      for (const rect of decoded) rect.close()
    }
    this.meter?.painted(update, performance.now() - startedAt)
    this.#part = this.#described
    this.#tell('seq', update.seq)
    this.#emitter.emit('painted', update.seq)
  }
}

/** What a screen can hold is all that an update may make us decode, and once more what it may make us copy; all of it inside. */
function checkRects({ rects }: ScreenUpdate, size: Size): void {
  const screen = { ...size, x: 0, y: 0 }
  const outside = rects.findIndex((rect) => !contains(screen, rect) || !contains(screen, sourceOf(rect)))
  if (outside >= 0) throw new ProtocolError('malformed-update', `rects.${outside}`, 'outside the screen')
  const covered = (of: readonly EncodedRect[]) => of.reduce((sum, rect) => sum + area(rect), 0)
  const copies = rects.filter(({ kind }) => kind === 'copy')
  const copied = covered(copies)
  if (copied > area(screen) || covered(rects) - copied > area(screen))
    throw new ProtocolError('malformed-update', 'rects', 'more pixels than the screen has')
}
