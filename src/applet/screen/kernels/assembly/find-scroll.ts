import { findPart } from './find-part'
import { findShift, tableBits } from './find-shift'
import { COLUMN, hashRows, makeWeights, WEIGHT_BYTES } from './hash-rows'

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
  if (!findPart(old, now, scores, votes, columns, height, dy, result)) return false
  const left = load<i32>(result) * COLUMN
  const right = min(load<i32>(result, 8) * COLUMN, width)
  const top = load<i32>(result, 4)
  store<i32>(result, left)
  store<i32>(result, right - left, 8)
  store<i32>(result, load<i32>(result, 12) - top, 12)
  store<i32>(result, dy, 16)
  return true
}
