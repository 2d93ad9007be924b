import type { ScreenUpdate } from '../../protocol/peer/frame-codec.ts'

/** Is told what painting costs. */
export interface PaintingMeter {
  /** Milliseconds from an update's bytes until all its rectangles could be painted. */
  decoded(update: ScreenUpdate, milliseconds: number): void
  /** Milliseconds of the main thread. */
  painted(update: ScreenUpdate, milliseconds: number): void
  /** The browser draws what was painted, in the frame that began at this time. */
  shown(frame: number): void
  /** An update was of no use: for a screen that is not there any more, or not what it should be. */
  refused(): void
}
