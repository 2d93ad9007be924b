/** Pixels of a tile's side, as in tile-grid. */
const TILE: i32 = 64

/**
 * Marks with 1 every tile that two pictures differ in between `left`, `top` and `right`, `bottom`. The tiles' bytes lie row
 * by row, `columns` each. Rows are compared as they lie in memory, and no further once all of their tiles are marked.
 */
export function markDiffering(
  one: usize,
  other: usize,
  stride: usize,
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  marks: usize,
  columns: i32,
): void {
  const first = left / TILE
  const last = (right - 1) / TILE
  for (let start = top; start < bottom; ) {
    const end = min((start / TILE + 1) * TILE, bottom)
    const tiles = marks + <usize>(start / TILE) * <usize>columns
    let unmarked = 0
    for (let column = first; column <= last; column += 1) unmarked += load<u8>(tiles + <usize>column) === 0 ? 1 : 0
    for (let y = start; y < end && unmarked > 0; y += 1) {
      const row = <usize>y * stride
      for (let column = first; column <= last; column += 1) {
        if (load<u8>(tiles + <usize>column) !== 0) continue
        const from = row + ((<usize>max(column * TILE, left)) << 2)
        const to = row + ((<usize>min((column + 1) * TILE, right)) << 2)
        if (!differs(one + from, other + from, to - from)) continue
        store<u8>(tiles + <usize>column, 1)
        unmarked -= 1
      }
    }
    start = end
  }
}

/** The smallest rectangle that holds all differences, as x, y, width and height in `result`; false if there are none. */
export function boundDifferences(
  one: usize,
  other: usize,
  stride: usize,
  width: i32,
  height: i32,
  result: usize,
): bool {
  const bytes = (<usize>width) << 2
  let top = 0
  while (top < height && !differs(one + <usize>top * stride, other + <usize>top * stride, bytes)) top += 1
  if (top === height) return false
  let bottom = height
  while (!differs(one + <usize>(bottom - 1) * stride, other + <usize>(bottom - 1) * stride, bytes)) bottom -= 1
  let left = width
  let right = 0
  for (let y = top; y < bottom; y += 1) {
    const row = <usize>y * stride
    let x = 0
    while (x < left && load<u32>(one + row + ((<usize>x) << 2)) === load<u32>(other + row + ((<usize>x) << 2))) x += 1
    left = min(left, x)
    x = width
    while (x > right && load<u32>(one + row + ((<usize>x) << 2) - 4) === load<u32>(other + row + ((<usize>x) << 2) - 4))
      x -= 1
    right = max(right, x)
  }
  store<i32>(result, left)
  store<i32>(result, top, 4)
  store<i32>(result, right - left, 8)
  store<i32>(result, bottom - top, 12)
  return true
}

function differs(one: usize, other: usize, bytes: usize): bool {
  let at: usize = 0
  for (; at + 64 <= bytes; at += 64) {
    const first = v128.or(difference(one + at, other + at), difference(one + at + 16, other + at + 16))
    const second = v128.or(difference(one + at + 32, other + at + 32), difference(one + at + 48, other + at + 48))
    if (v128.any_true(v128.or(first, second))) return true
  }
  for (; at < bytes; at += 4) if (load<u32>(one + at) !== load<u32>(other + at)) return true
  return false
}

function difference(one: usize, other: usize): v128 {
  return v128.xor(v128.load(one), v128.load(other))
}
