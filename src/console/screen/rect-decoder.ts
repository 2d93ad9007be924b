import type { EncodedRect } from '../../protocol/peer/frame-codec.ts'
import type { Surface } from './surface.ts'

/** One rectangle, ready to be painted. It may hold memory that no collection counts, so whoever has it closes it. */
export interface DecodedRect {
  /** Paints it in its place; what was painted before stands there already. */
  paint(surface: Surface): void
  close(): void
}

/** Makes a rectangle paintable. Throws or rejects, with Undecodable or what the browser says, when its data do not fit it. */
export type DecodeRect<R extends EncodedRect = EncodedRect> = (rect: R) => DecodedRect | Promise<DecodedRect>
