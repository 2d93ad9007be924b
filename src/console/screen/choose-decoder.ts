import type { RectKind } from '../../protocol/peer/frame-codec.ts'
import { decodeJpeg } from './decoders/jpeg.ts'
import type { DecodeRect } from './rect-decoder.ts'

/** A new encoding is a file in `decoders` and a line here. */
const DECODERS: Readonly<Partial<Record<RectKind, DecodeRect>>> = { jpeg: decodeJpeg }

/** The names for our hello. */
export const ENCODINGS: readonly string[] = Object.keys(DECODERS)

export const decodeRect: DecodeRect = async (rect) => {
  const decode = DECODERS[rect.kind]
  if (!decode) throw new Error(`no decoder for ${rect.kind}`)
  return decode(rect)
}
