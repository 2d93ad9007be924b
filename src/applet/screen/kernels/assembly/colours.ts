/** Fills the fourth byte, which means nothing, so that no colour is 0. */
const OPAQUE: u32 = 0xff000000

/** Slots of the table of colours: twice the most there can be. */
const SLOT_BITS: i32 = 9
const SLOTS: i32 = 512

/** Bytes that the kernels of colours work in: a colour and its index in each slot. */
export const COLOUR_TABLE_BYTES: i32 = 4096

/** Exact up to `most`, at most 256; then one more. */
export function countColours(pixels: usize, stride: usize, width: i32, height: i32, most: i32, table: usize): i32 {
  memory.fill(table, 0, SLOTS * 4)
  let last: u32 = 0
  let count = 0
  for (let y = 0; y < height; y += 1) {
    let at = pixels + <usize>y * stride
    const end = at + ((<usize>width) << 2)
    while (at < end) {
      if (at + 64 <= end && areAll16(at, last)) {
        at += 64
        continue
      }
      const stop = min(at + 64, end)
      while (at < stop) {
        if (at + 16 <= stop && areAll(at, last)) {
          at += 16
          continue
        }
        const colour = load<u32>(at) | OPAQUE
        at += 4
        if (colour === last) continue
        last = colour
        const slot = slotOf(colour, table)
        if (load<u32>(slot) !== 0) continue
        if (count === most) return most + 1
        count += 1
        store<u32>(slot, colour)
      }
    }
  }
  return count
}

/**
 * Writes the colours, three bytes each, in the order in which they come first, and one byte for each pixel with its
 * colour's index; rows of indices are `indexStride` apart, a multiple of 16, and end with zeros. Returns how many colours there are, 0 if more than 256.
 */
export function indexColours(
  pixels: usize,
  stride: usize,
  width: i32,
  height: i32,
  table: usize,
  colours: usize,
  indices: usize,
  indexStride: usize,
): i32 {
  memory.fill(table, 0, SLOTS * 4)
  let last: u32 = 0
  let index: u32 = 0
  let count: u32 = 0
  for (let y = 0; y < height; y += 1) {
    let at = pixels + <usize>y * stride
    let out = indices + <usize>y * indexStride
    v128.store(out + indexStride - 16, i8x16.splat(0))
    const end = at + ((<usize>width) << 2)
    while (at < end) {
      if (at + 16 <= end && areAll(at, last)) {
        store<u32>(out, index * 0x01010101)
        at += 16
        out += 4
        continue
      }
      const stop = min(at + 16, end)
      while (at < stop) {
        const colour = load<u32>(at) | OPAQUE
        if (colour !== last) {
          last = colour
          const slot = slotOf(colour, table)
          if (load<u32>(slot) === 0) {
            if (count === 256) return 0
            store<u32>(slot, colour)
            store<u32>(slot, count, SLOTS * 4)
            writeColour(colours + <usize>count * 3, colour)
            count += 1
          }
          index = load<u32>(slot, SLOTS * 4)
        }
        store<u8>(out, <u8>index)
        at += 4
        out += 1
      }
    }
  }
  return count
}

function areAll(at: usize, colour: u32): bool {
  const four = v128.or(v128.load(at), i32x4.splat(OPAQUE))
  return v128.all_true<i32>(i32x4.eq(four, i32x4.splat(colour)))
}

function areAll16(at: usize, colour: u32): bool {
  const opaque = i32x4.splat(OPAQUE)
  const wanted = i32x4.splat(colour)
  const left = v128.or(
    v128.xor(v128.or(v128.load(at), opaque), wanted),
    v128.xor(v128.or(v128.load(at, 16), opaque), wanted),
  )
  const right = v128.or(
    v128.xor(v128.or(v128.load(at, 32), opaque), wanted),
    v128.xor(v128.or(v128.load(at, 48), opaque), wanted),
  )
  return !v128.any_true(v128.or(left, right))
}

function slotOf(colour: u32, table: usize): usize {
  let index = (colour * 0x9e3779b1) >>> (32 - SLOT_BITS)
  while (true) {
    const slot = table + ((<usize>index) << 2)
    const held = load<u32>(slot)
    if (held === colour || held === 0) return slot
    index = (index + 1) & (SLOTS - 1)
  }
}

function writeColour(out: usize, bgrx: u32): void {
  store<u8>(out, <u8>(bgrx >>> 16))
  store<u8>(out, <u8>(bgrx >>> 8), 1)
  store<u8>(out, <u8>bgrx, 2)
}
