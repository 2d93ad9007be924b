import type { PaintedRect } from '../../protocol/peer/frame-codec.ts'
import { decodeCopy } from './decoders/copy.ts'
import { decodeFill } from './decoders/fill.ts'
import { decodeJpeg } from './decoders/jpeg.ts'
import { decodeLossless } from './decoders/lossless.ts'
import { decodePalette } from './decoders/palette.ts'
import { decodeRepeat } from './decoders/repeat.ts'
import type { DecodeRect } from './rect-decoder.ts'

/** A new encoding is a file in `decoders` and a line here. */
const DECODERS: Readonly<Record<PaintedRect['kind'], DecodeRect<PaintedRect>>> = {
  jpeg: decodeJpeg,
  palette: decodePalette,
  lossless: decodeLossless,
  fill: decodeFill,
  repeat: decodeRepeat,
}

/** The names for our hello. */
export const ENCODINGS: readonly string[] = [...Object.keys(DECODERS), 'copy']

export const decodeRect: DecodeRect = (rect) => (rect.kind === 'copy' ? decodeCopy(rect) : DECODERS[rect.kind](rect))

/** In which way JPEGs are decoded here. */
export const JPEG_PATH = 'ImageDecoder' in globalThis ? 'by ImageDecoder' : 'as bitmaps'
