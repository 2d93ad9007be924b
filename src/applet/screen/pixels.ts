import type { Size } from '../../base/rect.ts'

/** Pixels of four bytes each, rows from the top. */
export interface Pixels extends Size {
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly pixels: Uint8Array
}
