/** Fills the fourth byte, which means nothing, so that no colour is 0. */
const OPAQUE: u32 = 0xff000000

/** Slots of the table of colours: four times the most there can be, so that nearly each colour has the slot it wants. */
const SLOT_BITS: i32 = 10
const SLOTS: i32 = 1024

/** Bytes that the kernels of colours work in: a colour and its index in each slot. */
export const COLOUR_TABLE_BYTES: i32 = SLOTS * 8

/** Colours in the table. */
let found: i32 = 0

/**
 * Exact up to `most`, at most 256; then one more. Each pixel is looked up, as whether it is like the last one can be told
 * ahead worse than that it is in the table.
 */
export function countColours(pixels: usize, stride: usize, width: i32, height: i32, most: i32, table: usize): i32 {
  empty(table)
  for (let y = 0; y < height; y += 1) {
    let at = pixels + <usize>y * stride
    const end = at + ((<usize>width) << 2)
    for (; at + 64 <= end; at += 64) {
      slotOf(at, table)
      if (isPlain(at)) continue
      for (let next = at + 4; next < at + 64; next += 12) {
        slotOf(next, table)
        slotOf(next + 4, table)
        slotOf(next + 8, table)
      }
      if (found > most) return most + 1
    }
    for (; at < end; at += 4) slotOf(at, table)
    if (found > most) return most + 1
  }
  return found
}

/**
 * Writes one byte for each pixel with its colour's index, in the order in which colours come first; rows of indices are
 * `indexStride` apart, a multiple of 16, and end with zeros. Returns how many colours there are, 0 if more than 256.
 */
export function indexColours(
  pixels: usize,
  stride: usize,
  width: i32,
  height: i32,
  table: usize,
  indices: usize,
  indexStride: usize,
): i32 {
  empty(table)
  for (let y = 0; y < height; y += 1) {
    let at = pixels + <usize>y * stride
    let out = indices + <usize>y * indexStride
    const end = at + ((<usize>width) << 2)
    v128.store(out + indexStride - 16, i8x16.splat(0))
    for (; at + 64 <= end; at += 64) {
      if (isPlain(at)) v128.store(out, i8x16.splat(<i8>indexOf(at, table)))
      else
        for (let pixel: usize = 0; pixel < 16; pixel += 4) store<u32>(out + pixel, fourIndices(at + pixel * 4, table))
      if (found > 256) return 0
      out += 16
    }
    for (; at < end; at += 4) {
      store<u8>(out, <u8>indexOf(at, table))
      out += 1
    }
    if (found > 256) return 0
  }
  return found
}

/** Writes the colours that indexColours found, red, green and blue of each. */
export function listColours(table: usize, out: usize): void {
  for (let slot = table; slot < table + SLOTS * 4; slot += 4) {
    const bgrx = load<u32>(slot)
    if (bgrx === 0) continue
    const to = out + <usize>load<u32>(slot, SLOTS * 4) * 3
    store<u8>(to, <u8>(bgrx >>> 16))
    store<u8>(to, <u8>(bgrx >>> 8), 1)
    store<u8>(to, <u8>bgrx, 2)
  }
}

function empty(table: usize): void {
  memory.fill(table, 0, SLOTS * 4)
  found = 0
}

function fourIndices(at: usize, table: usize): u32 {
  const left = indexOf(at, table) | (indexOf(at + 4, table) << 8)
  return left | (indexOf(at + 8, table) << 16) | (indexOf(at + 12, table) << 24)
}

function indexOf(at: usize, table: usize): u32 {
  return load<u32>(slotOf(at, table), SLOTS * 4)
}

/** Where a pixel's colour stands in the table. */
function slotOf(at: usize, table: usize): usize {
  const colour = load<u32>(at) | OPAQUE
  const slot = table + ((<usize>((colour * 0x9e3779b1) >>> (32 - SLOT_BITS))) << 2)
  return load<u32>(slot) === colour ? slot : seek(colour, slot, table)
}

/** From the slot that the colour wants on; enters it if it is new. */
function seek(colour: u32, wanted: usize, table: usize): usize {
  let slot = wanted
  while (load<u32>(slot) !== 0) {
    if (load<u32>(slot) === colour) return slot
    slot += 4
    if (slot === table + SLOTS * 4) slot = table
  }
  store<u32>(slot, colour)
  store<u32>(slot, found, SLOTS * 4)
  found += 1
  return slot
}

/** Whether sixteen pixels are all like the first. */
function isPlain(at: usize): bool {
  const first = v128.load32_splat(at)
  const left = v128.or(v128.xor(v128.load(at), first), v128.xor(v128.load(at, 16), first))
  const right = v128.or(v128.xor(v128.load(at, 32), first), v128.xor(v128.load(at, 48), first))
  return !v128.any_true(v128.andnot(v128.or(left, right), i32x4.splat(OPAQUE)))
}
