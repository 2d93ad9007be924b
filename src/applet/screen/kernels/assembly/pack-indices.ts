/**
 * Packs indices of a byte each to as many bits, in place, and returns the bytes of it. Rows of indices are `indexStride`
 * apart, a multiple of 16, with zeros behind a row's end; packed rows follow each other.
 */
export function packIndices(indices: usize, indexStride: usize, width: i32, height: i32, bits: i32): usize {
  const rowBytes = (<usize>width * <usize>bits + 7) >>> 3
  for (let y = 0; y < height; y += 1) {
    const from = indices + <usize>y * indexStride
    const to = indices + <usize>y * rowBytes
    if (bits === 8) memory.copy(to, from, rowBytes)
    else if (bits === 4) packNibbles(from, to, indexStride)
    else if (bits === 2) packPairs(from, to, indexStride)
    else packBits(from, to, indexStride)
  }
  return rowBytes * <usize>height
}

function packNibbles(from: usize, to: usize, count: usize): void {
  for (let at: usize = 0; at < count; at += 16) {
    const joined = joinBytes(v128.load(from + at), 4)
    store<u64>(to + (at >>> 1), i64x2.extract_lane(i8x16.narrow_i16x8_u(joined, joined), 0))
  }
}

function packPairs(from: usize, to: usize, count: usize): void {
  for (let at: usize = 0; at < count; at += 16) {
    const joined = joinBytes(v128.load(from + at), 2)
    const nibbles = i8x16.narrow_i16x8_u(joined, joined)
    const bytes = joinBytes(nibbles, 4)
    store<u32>(to + (at >>> 2), i32x4.extract_lane(i8x16.narrow_i16x8_u(bytes, bytes), 0))
  }
}

function packBits(from: usize, to: usize, count: usize): void {
  for (let at: usize = 0; at < count; at += 16) {
    const sixteen = v128.load(from + at)
    const reversed = v128.shuffle<u8>(sixteen, sixteen, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8)
    store<u16>(to + (at >>> 3), <u16>i8x16.bitmask(i8x16.shl(reversed, 7)))
  }
}

/** Each two bytes as one number of 16 bits: the first of them shifted left, and the second. */
function joinBytes(bytes: v128, shift: i32): v128 {
  const first = i16x8.shl(v128.and(bytes, i16x8.splat(0xff)), shift)
  return v128.or(first, i16x8.shr_u(bytes, 8))
}
