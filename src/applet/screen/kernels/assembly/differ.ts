/** Pixels of a tile's side, as in tile-grid. */
const TILE: i32 = 64

/** Bytes of a row of a tile. */
const TILE_ROW: usize = 256

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
        const isWhole = to - from === TILE_ROW
        if (!(isWhole ? rowDiffers(one + from, other + from) : differs(one + from, other + from, to - from))) continue
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
  const end = one + bytes
  for (; one + 64 <= end; one += 64, other += 64) if (v128.any_true(differences(one, other))) return true
  for (; one < end; one += 4, other += 4) if (load<u32>(one) !== load<u32>(other)) return true
  return false
}

/** For a tile's row, without a call and with one question: asking more often takes longer than the memory does. */
function rowDiffers(one: usize, other: usize): bool {
  const left = v128.or(differences(one, other), differences(one + 64, other + 64))
  const right = v128.or(differences(one + 128, other + 128), differences(one + 192, other + 192))
  return v128.any_true(v128.or(left, right))
}

/** Of 64 bytes, a line of the processor's cache: any bit that differs. */
function differences(one: usize, other: usize): v128 {
  const first = v128.xor(v128.load(one), v128.load(other))
  const second = v128.xor(v128.load(one, 16), v128.load(other, 16))
  const third = v128.xor(v128.load(one, 32), v128.load(other, 32))
  const fourth = v128.xor(v128.load(one, 48), v128.load(other, 48))
  return v128.or(v128.or(first, second), v128.or(third, fourth))
}
