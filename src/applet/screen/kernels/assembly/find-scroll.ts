import { findShift, tableBits } from './find-shift'
import { COLUMN, hashRows, makeWeights, WEIGHT_BYTES } from './hash-rows'
import { addInto, bestRun, countChanged, score, sum } from './scores'

/** Bytes that findScroll works in. */
export function scrollBytes(width: i32, height: i32): usize {
  const cells = <usize>((width + COLUMN - 1) / COLUMN) * <usize>height
  return WEIGHT_BYTES + cells * 12 + 1024 + ((<usize>2) << tableBits(height)) + <usize>height * 12 + 64
}

/**
 * Which part of a region was scrolled up or down: five i32 at `result`, the x, y, width and height of what the copy makes,
 * relative to the region, and dy, the rows from there to where it is taken from. False: copying would not pay.
 */
export function findScroll(
  shown: usize,
  next: usize,
  stride: usize,
  width: i32,
  height: i32,
  work: usize,
  result: usize,
): bool {
  const columns = (width + COLUMN - 1) / COLUMN
  const cellBytes = <usize>columns * ((<usize>height) << 2)
  const old = work + WEIGHT_BYTES
  const now = old + cellBytes
  const scores = now + cellBytes
  const votes = scores + cellBytes
  const table = votes + ((<usize>height) << 3)
  makeWeights(work)
  hashRows(shown, stride, width, height, work, old)
  hashRows(next, stride, width, height, work, now)
  const dy = findShift(old, now, columns, height, table, votes)
  if (dy === 0) return false
  const found = findPart(old, now, scores, votes, columns, height, dy, result)
  if (!found) return false
  store<i32>(result, min(load<i32>(result, 8) * COLUMN, width) - load<i32>(result) * COLUMN, 8)
  store<i32>(result, load<i32>(result) * COLUMN)
  store<i32>(result, dy, 16)
  return true
}

/**
 * The columns and rows for which copying saves most: narrowed down from all of them, columns first, and once more, as the
 * rows that do not move at all had a say in the first choice of columns.
 */
function findPart(
  old: usize,
  now: usize,
  scores: usize,
  sums: usize,
  columns: i32,
  height: i32,
  dy: i32,
  result: usize,
): bool {
  const columnBytes = (<usize>height) << 2
  const first = max(0, -dy)
  const rows = height - abs(dy)
  for (let column = 0; column < columns; column += 1) {
    const offset = <usize>column * columnBytes + ((<usize>first) << 2)
    score(old + offset, old + offset + ((<usize>dy) << 2), now + offset, scores + offset, rows)
  }
  let top = first
  let bottom = first + rows
  let left = 0
  let right = columns
  let saved = 0
  for (let round = 0; round < 2; round += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = scores + <usize>column * columnBytes + ((<usize>top) << 2)
      store<i32>(sums + ((<usize>column) << 2), sum(from, bottom - top))
    }
    if (bestRun(sums, columns, result) <= 0) return false
    left = load<i32>(result)
    right = load<i32>(result, 4)
    memory.fill(sums, 0, (<usize>rows) << 2)
    for (let column = left; column < right; column += 1) {
      addInto(sums, scores + <usize>column * columnBytes + ((<usize>first) << 2), rows)
    }
    saved = bestRun(sums, rows, result)
    if (saved <= 0) return false
    top = first + load<i32>(result)
    bottom = first + load<i32>(result, 4)
  }
  store<i32>(result, left)
  store<i32>(result, top, 4)
  store<i32>(result, right, 8)
  store<i32>(result, bottom - top, 12)
  return saved * 3 >= countChanged(old, now, columns * height)
}
