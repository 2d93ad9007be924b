import type { Rect, Size } from '../../../base/rect.ts'

export interface Scroll {
  /** What moved, where it is now. */
  readonly rect: Rect
  /** From a pixel there to where it was. */
  readonly dx: number
  readonly dy: number
}

export interface Palette {
  /** Red, green and blue of each, in the order in which they come first. */
  readonly colours: Uint8Array
  /** 1, 2, 4 or 8 bits each; each row begins with a byte. */
  readonly indices: Uint8Array
}

export interface ShrunkPicture extends Size {
  readonly pixels: Buffer
  readonly stride: number
}
