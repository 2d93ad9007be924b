import type { Rect, Size } from '../../base/rect.ts'

/** Pixels of four bytes each, rows from the top. */
export interface Pixels extends Size {
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly pixels: Uint8Array
  /** What nobody but the customer may see. It is painted out wherever the pixels go; part of it may lie outside. */
  readonly hidden?: readonly Rect[]
}
