import type { Rect } from '../../../base/rect.ts'
import type { DecodedRect } from '../rect-decoder.ts'
import type { Surface } from '../surface.ts'

/** Pixels that JavaScript decoded: one number each, red in its lowest byte and 255 in its highest, as ImageData has them. */
export class DecodedPixels implements DecodedRect {
  readonly pixels: Uint32Array<ArrayBuffer>
  readonly #rect: Rect

  constructor(rect: Rect, pixels: Uint32Array<ArrayBuffer>) {
    this.#rect = rect
    this.pixels = pixels
  }

  paint(surface: Surface): void {
    const { x, y, width, height } = this.#rect
    surface.put(new ImageData(new Uint8ClampedArray(this.pixels.buffer), width, height), x, y)
  }

  close(): void {}
}
