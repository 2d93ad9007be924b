import type { Size } from '../../../../base/rect.ts'

/** Whole rows: what is damaged is seldom all of the screen, and a server hands out rows without any gap. */
export interface Rows {
  readonly top: number
  readonly count: number
}

/** The screen's pixels, read again and again into the same place. It has one size; a screen of another needs a new one. */
export interface Picture extends Size, Disposable {
  /** What the log calls it: `XShm`. */
  readonly name: string
  readonly stride: number
  readonly pixels: Uint8Array
  /** Brings these rows up to date; false when the screen does not have this size any more. */
  read(rows: Rows): boolean
}
