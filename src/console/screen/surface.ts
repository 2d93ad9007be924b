import type { Rect, Size } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'

/** The pixels of the customer's screen, as the browser keeps them. */
export class Surface {
  readonly element = document.createElement('canvas')
  readonly context = contextOf(this.element, { alpha: false, desynchronized: true })
  #aside: CanvasRenderingContext2D | undefined
  #kept: ImageData[] = []
  #keptCount = 0

  /** Empties it and gives its memory back. */
  resize(size: Size | undefined): void {
    this.element.width = size?.width ?? 1
    this.element.height = size?.height ?? 1
    this.#aside = undefined
    this.forgetKept()
  }

  /** Paints pixels and, if they are such as may come again, keeps them in the next place. */
  put(pixels: ImageData, x: number, y: number): void {
    this.context.putImageData(pixels, x, y)
    if (pixels.width * pixels.height > LIMITS.keptRectPixels) return
    this.#kept[this.#keptCount % LIMITS.keptRects] = pixels
    this.#keptCount += 1
  }

  /** Paints again what is kept in a place. False if it is not there, or of another size. */
  repeat({ x, y, width, height }: Rect, place: number): boolean {
    const kept = this.#kept[place]
    if (kept?.width !== width || kept.height !== height) return false
    this.context.putImageData(kept, x, y)
    return true
  }

  forgetKept(): void {
    this.#kept = []
    this.#keptCount = 0
  }

  /**
   * Paints a rectangle with what stands `dx`, `dy` from it, by way of another canvas: a canvas in main memory that draws
   * itself is copied as a whole first, however small the rectangle is.
   */
  copy({ x, y, width, height }: Rect, dx: number, dy: number): void {
    this.#aside ??= contextOf(Object.assign(document.createElement('canvas'), sizeOf(this.element)), { alpha: false })
    this.#aside.drawImage(this.element, x + dx, y + dy, width, height, 0, 0, width, height)
    this.context.drawImage(this.#aside.canvas, 0, 0, width, height, x, y, width, height)
  }
}

function sizeOf({ width, height }: Size): Size {
  return { width, height }
}

function contextOf(canvas: HTMLCanvasElement, settings: CanvasRenderingContext2DSettings): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings)
  if (!context) throw new Error('This browser has no 2d canvas.')
  return context
}
