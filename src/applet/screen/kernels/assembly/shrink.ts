/** Each 2 by 2 pixels as their mean; at an odd edge the last pixel counts twice. Rows of the result follow each other. */
export function shrinkToHalf(pixels: usize, stride: usize, width: i32, height: i32, out: usize): void {
  const outWidth = (width + 1) >>> 1
  for (let y = 0; y < height; y += 2) {
    const upper = pixels + <usize>y * stride
    const lower = y + 1 < height ? upper + stride : upper
    const row = out + ((<usize>(y >>> 1) * <usize>outWidth) << 2)
    let x = 0
    for (; x + 4 <= width; x += 4) {
      const offset = (<usize>x) << 2
      v128.store64_lane(row + (offset >>> 1), meansOfTwo(v128.load(upper + offset), v128.load(lower + offset)), 0)
    }
    for (; x < width; x += 2) {
      const left = (<usize>x) << 2
      const right = x + 1 < width ? left + 4 : left
      const sums = i16x8.add(
        i16x8.add(wide(upper + left), wide(upper + right)),
        i16x8.add(wide(lower + left), wide(lower + right)),
      )
      store<u32>(row + (left >>> 1), narrow(sums, 2))
    }
  }
}

/** Each 4 by 4 pixels as their mean; beyond an edge the last pixel goes on. */
export function shrinkToQuarter(pixels: usize, stride: usize, width: i32, height: i32, out: usize): void {
  const outWidth = (width + 3) >>> 2
  for (let y = 0; y < height; y += 4) {
    const row = out + ((<usize>(y >>> 2) * <usize>outWidth) << 2)
    const first = pixels + <usize>y * stride
    const second = pixels + <usize>min(y + 1, height - 1) * stride
    const third = pixels + <usize>min(y + 2, height - 1) * stride
    const fourth = pixels + <usize>min(y + 3, height - 1) * stride
    let x = 0
    for (; x + 4 <= width; x += 4) {
      const offset = (<usize>x) << 2
      const upper = i16x8.add(pairSums(first + offset), pairSums(second + offset))
      const lower = i16x8.add(pairSums(third + offset), pairSums(fourth + offset))
      const sums = i16x8.add(upper, lower)
      store<u32>(row + <usize>x, narrow(i16x8.add(sums, v128.shuffle<i64>(sums, sums, 1, 0)), 4))
    }
    if (x === width) continue
    let sums = i16x8.splat(0)
    for (let column = x; column < x + 4; column += 1) {
      const offset = (<usize>min(column, width - 1)) << 2
      sums = i16x8.add(sums, i16x8.add(wide(first + offset), wide(second + offset)))
      sums = i16x8.add(sums, i16x8.add(wide(third + offset), wide(fourth + offset)))
    }
    store<u32>(row + <usize>x, narrow(sums, 4))
  }
}

/** Of four pixels above four others, the two means in the lower half. */
function meansOfTwo(upper: v128, lower: v128): v128 {
  const left = i16x8.add(i16x8.extend_low_i8x16_u(upper), i16x8.extend_low_i8x16_u(lower))
  const right = i16x8.add(i16x8.extend_high_i8x16_u(upper), i16x8.extend_high_i8x16_u(lower))
  const sums = i16x8.add(v128.shuffle<i64>(left, right, 0, 2), v128.shuffle<i64>(left, right, 1, 3))
  const means = i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2)
  return i8x16.narrow_i16x8_u(means, means)
}

/** Four pixels as two sums of two. */
function pairSums(at: usize): v128 {
  const four = v128.load(at)
  return i16x8.add(i16x8.extend_low_i8x16_u(four), i16x8.extend_high_i8x16_u(four))
}

/** One pixel as four numbers of 16 bits. */
function wide(at: usize): v128 {
  return i16x8.extend_low_i8x16_u(v128.load32_zero(at))
}

/** One pixel of sums over 2 to the power of `bits` pixels. */
function narrow(sums: v128, bits: i32): u32 {
  const half = 1 << (bits - 1)
  const means = i16x8.shr_u(i16x8.add(sums, i16x8.splat(<i16>half)), bits)
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(means, means), 0)
}
