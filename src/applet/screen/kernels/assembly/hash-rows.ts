/** Pixels of a column's width: the tiles in which the screen is compared are as wide. */
export const COLUMN: i32 = 64

/** Bytes of what the pixels of a column are multiplied by. */
export const WEIGHT_BYTES: usize = 256

/** Odd numbers without a pattern, one for each half of a pixel, so that no two places in a column count alike. */
function makeWeights(weights: usize): void {
  let seed: u32 = 0x2545f491
  for (let at: usize = 0; at < WEIGHT_BYTES; at += 2) {
    seed = seed * 1664525 + 1013904223
    store<u16>(weights + at, <u16>(seed >>> 16) | 1)
  }
}

/**
 * One number for each row of each column; the numbers of a column lie together, `columnBytes` from those of the next. A sum of products is no strong hash, and only every other
 * eight pixels are in it, but it keeps pace with the memory, and a false match only costs bytes: the result of a copy is
 * compared again.
 */
export function hashRows(
  pixels: usize,
  stride: usize,
  width: i32,
  height: i32,
  weights: usize,
  hashes: usize,
  columnBytes: usize,
): void {
  makeWeights(weights)
  const wholeColumns = width / COLUMN
  const rest = width % COLUMN
  // Kept in registers: loading them for each column would take as long as loading the pixels.
  const w0 = v128.load(weights)
  const w1 = v128.load(weights, 16)
  const w2 = v128.load(weights, 32)
  const w3 = v128.load(weights, 48)
  const w4 = v128.load(weights, 64)
  const w5 = v128.load(weights, 80)
  const w6 = v128.load(weights, 96)
  const w7 = v128.load(weights, 112)
  for (let y = 0; y < height; y += 1) {
    let at = pixels + <usize>y * stride
    let out = hashes + ((<usize>y) << 2)
    for (let column = 0; column < wholeColumns; column += 1) {
      const left = i32x4.add(weigh(at, w0, w1), weigh(at + 64, w2, w3))
      const right = i32x4.add(weigh(at + 128, w4, w5), weigh(at + 192, w6, w7))
      store<u32>(out, fold(i32x4.add(left, right)))
      at += COLUMN * 4
      out += columnBytes
    }
    if (rest > 0) store<u32>(out, hashPart(at, rest, weights))
  }
}

/** The first eight of sixteen pixels as sums of products. */
function weigh(at: usize, left: v128, right: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(v128.load(at), left), i32x4.dot_i16x8_s(v128.load(at, 16), right))
}

/** The last column of a region whose width is no multiple of a column's. */
function hashPart(at: usize, pixels: i32, weights: usize): u32 {
  let sum = i32x4.splat(0)
  let left = pixels
  for (let offset: usize = 0; left > 0; offset += 16) {
    const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left))
    const four = v128.and(v128.load(at + offset), inside)
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(four, v128.load(weights + offset)))
    left -= 4
  }
  return fold(sum)
}

function fold(sum: v128): u32 {
  const mixed = i32x4.mul(sum, i32x4(0x3c6ef373, 0x1b873593, 0x27d4eb2f, 0x165667b1))
  const pairs = i32x4.add(mixed, v128.shuffle<i32>(mixed, mixed, 2, 3, 0, 1))
  const all = <u32>(i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1))
  return (all ^ (all >>> 15)) * 0x85ebca6b
}
