import type { EncodedRect } from '../../protocol/peer/frame-codec.ts'

/** Pixels that a canvas can draw; whoever draws them closes them, or their memory stays until the next collection. */
export type Picture = ImageBitmap | VideoFrame

/** Makes pixels of one rectangle. Rejects when the data are no picture of exactly the rectangle's size. */
export type DecodeRect = (rect: EncodedRect) => Promise<Picture>
