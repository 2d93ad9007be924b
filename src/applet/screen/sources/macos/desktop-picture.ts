import type { Size } from '../../../../base/rect.ts'

const BYTES_PER_PIXEL = 4

/** A picture of the whole desktop in our own memory; what no display covers stays black. */
export class DesktopPicture implements Size {
  readonly width: number
  readonly height: number
  /** Bytes from one row to the next. */
  readonly stride: number
  /** BGRA, rows from the top. */
  readonly pixels: Uint8Array

  constructor({ width, height }: Size) {
    this.width = width
    this.height = height
    this.stride = width * BYTES_PER_PIXEL
    // Encoders want whole rows from a rectangle's first pixel on; one row more keeps the last of them inside.
    const memory = new ArrayBuffer(this.stride * (height + 1))
    this.pixels = new Uint8Array(memory, 0, this.stride * height)
  }

  isOf({ width, height }: Size): boolean {
    return this.width === width && this.height === height
  }

  equals(other: DesktopPicture): boolean {
    return this.isOf(other) && Buffer.compare(this.pixels, other.pixels) === 0
  }

  /** From this pixel to the end of the picture. */
  from({ x, y }: { readonly x: number; readonly y: number }): Uint8Array {
    return this.pixels.subarray(y * this.stride + x * BYTES_PER_PIXEL)
  }
}
