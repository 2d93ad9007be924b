import type { Size } from '../../../base/rect.ts'
import type { PaintedRect } from '../../../protocol/peer/frame-codec.ts'
import { Undecodable } from '../undecodable.ts'
import { DecodedPixels } from './decoded-pixels.ts'
import { unpackZstd } from './zstd/unpack-zstd.ts'

const COLOUR_BYTES = 3
const OPAQUE = 0xff00_0000

/** Few colours, as text and buttons have: their list, then the number of each pixel's colour. */
export function decodePalette(rect: PaintedRect): DecodedPixels {
  const count = (rect.data[0] ?? 0) + 1
  const start = 1 + count * COLOUR_BYTES
  if (count < 2 || rect.data.byteLength < start) throw new Undecodable('a palette without its colours')
  const bits = bitsFor(count)
  const colours = readColours(rect.data.subarray(1, start), 1 << bits)
  const packed = unpackZstd(rect.data.subarray(start), rowBytes(rect, bits) * rect.height)
  return new DecodedPixels(rect, unpackPixels(packed, bits, colours, rect))
}

function bitsFor(colours: number): number {
  if (colours <= 4) return colours <= 2 ? 1 : 2
  return colours <= 16 ? 4 : 8
}

function rowBytes({ width }: Size, bits: number): number {
  return Math.ceil((width * bits) / 8)
}

/** A place for every number that so many bits can say; those without a colour stay 0, which no opaque colour is. */
function readColours(bytes: Uint8Array, places: number): Uint32Array {
  const colours = new Uint32Array(places)
  for (let at = 0; at < bytes.byteLength; at += COLOUR_BYTES) {
    const [red = 0, green = 0, blue = 0] = bytes.subarray(at, at + COLOUR_BYTES)
    colours[at / COLOUR_BYTES] = OPAQUE | (blue << 16) | (green << 8) | red
  }
  return colours
}

function unpackPixels(packed: Uint8Array, bits: number, colours: Uint32Array, size: Size): Uint32Array<ArrayBuffer> {
  const pixels = new Uint32Array(size.width * size.height)
  const common =
    bits === 8 ? unpackBytes(packed, colours, pixels) : unpackBits(packed, bits, colours, pixels, size.width)
  if (common >>> 24 !== 255) throw new Undecodable('a number beyond the colours')
  return pixels
}

/** Both return all colours put together by AND: one number without a colour shows, and no pixel costs a comparison. */
function unpackBytes(packed: Uint8Array, colours: Uint32Array, pixels: Uint32Array): number {
  let common = OPAQUE
  for (let at = 0; at < pixels.length; at += 1) {
    const colour = colours[packed[at] as number] as number
    common &= colour
    pixels[at] = colour
  }
  return common
}

function unpackBits(
  packed: Uint8Array,
  bits: number,
  colours: Uint32Array,
  pixels: Uint32Array,
  width: number,
): number {
  const mask = (1 << bits) - 1
  let common = OPAQUE
  let from = 0
  for (let to = 0; to < pixels.length; ) {
    const end = to + width
    while (to < end) {
      const byte = packed[from++] as number
      // The last byte of a row may be half empty.
      const lowest = Math.max(0, 8 - bits * (end - to))
      for (let shift = 8 - bits; shift >= lowest; shift -= bits) {
        const colour = colours[(byte >> shift) & mask] as number
        common &= colour
        pixels[to++] = colour
      }
    }
  }
  return common
}
