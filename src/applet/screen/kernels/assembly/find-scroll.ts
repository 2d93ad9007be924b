import { findPart } from './find-part'
import { findShift, tableBits } from './find-shift'
import { COLUMN } from './hash-rows'

/** Bytes that findScroll works in. */
export function scrollBytes(columns: i32, height: i32): usize {
  const cells = <usize>columns * <usize>height
  return cells * 4 + ((<usize>2) << tableBits(height)) + <usize>height * 8 + 64
}

/**
 * Which part of a region was scrolled up or down, by what hashRows made of both pictures there: five i32 at `result`, the x,
 * y, width and height of what the copy makes, relative to the region, and dy, the rows from there to where it is taken
 * from. False: copying would not pay.
 */
export function findScroll(
  old: usize,
  now: usize,
  columnBytes: usize,
  width: i32,
  height: i32,
  work: usize,
  result: usize,
): bool {
  const columns = (width + COLUMN - 1) / COLUMN
  const votes = work
  const table = votes + ((<usize>height) << 3)
  const dy = findShift(old, now, columnBytes, columns, height, table, votes)
  if (dy === 0) return false
  const scores = table + ((<usize>2) << tableBits(height))
  if (!findPart(old, now, columnBytes, scores, votes, columns, height, dy, result)) return false
  const left = load<i32>(result) * COLUMN
  const right = min(load<i32>(result, 8) * COLUMN, width)
  const top = load<i32>(result, 4)
  store<i32>(result, left)
  store<i32>(result, right - left, 8)
  store<i32>(result, load<i32>(result, 12) - top, 12)
  store<i32>(result, dy, 16)
  return true
}
