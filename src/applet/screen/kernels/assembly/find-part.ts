import { addInto, bestRun, countChanged, gains, score, sum } from './scores'

/**
 * The columns and rows for which a shift by dy saves most: four i32 at `result`, left, top, right and bottom. Columns come
 * first, by what they gain, whatever stays above and below; then the rows for these columns, and with what is known of the
 * rows both once more. False: copying would not save a third of what changed.
 */
export function findPart(
  old: usize,
  now: usize,
  columnBytes: usize,
  scores: usize,
  sums: usize,
  columns: i32,
  height: i32,
  dy: i32,
  result: usize,
): bool {
  const first = max(0, -dy)
  const rows = height - abs(dy)
  const scoreBytes = (<usize>rows) << 2
  let changed = 0
  for (let column: usize = 0; column < <usize>columns; column += 1) {
    const at = column * columnBytes
    changed += countChanged(old + at, now + at, height)
    const from = old + at + ((<usize>first) << 2)
    score(from, from + ((<usize>dy) << 2), now + at + ((<usize>first) << 2), scores + column * scoreBytes, rows)
  }
  columnsByGain(scores, scoreBytes, columns, rows, sums, result)
  rowsByScore(scores, scoreBytes, rows, sums, result)
  columnsByScore(scores, scoreBytes, columns, sums, result)
  const saved = rowsByScore(scores, scoreBytes, rows, sums, result)
  store<i32>(result, load<i32>(result, 4) + first, 4)
  store<i32>(result, load<i32>(result, 12) + first, 12)
  return saved > 0 && saved * 3 >= changed
}

/** Columns that gain less than a quarter of what the best one does count against a run of columns. */
function columnsByGain(scores: usize, columnBytes: usize, columns: i32, rows: i32, sums: usize, result: usize): void {
  let most = 0
  for (let column: usize = 0; column < <usize>columns; column += 1) {
    const gained = gains(scores + column * columnBytes, rows)
    store<i32>(sums + (column << 2), gained)
    most = max(most, gained)
  }
  const least = (most >> 2) + 1
  for (let sum = sums; sum < sums + ((<usize>columns) << 2); sum += 4) store<i32>(sum, load<i32>(sum) - least)
  chooseRun(sums, columns, result)
}

function columnsByScore(scores: usize, columnBytes: usize, columns: i32, sums: usize, result: usize): void {
  const top = load<i32>(result, 4)
  const rows = load<i32>(result, 12) - top
  for (let column: usize = 0; column < <usize>columns; column += 1) {
    store<i32>(sums + (column << 2), sum(scores + column * columnBytes + ((<usize>top) << 2), rows))
  }
  chooseRun(sums, columns, result)
}

function rowsByScore(scores: usize, columnBytes: usize, rows: i32, sums: usize, result: usize): i32 {
  memory.fill(sums, 0, (<usize>rows) << 2)
  const right = <usize>load<i32>(result, 8)
  for (let column = <usize>load<i32>(result); column < right; column += 1) {
    addInto(sums, scores + column * columnBytes, rows)
  }
  return chooseRun(sums, rows, result + 4)
}

/** The best run's start, and eight bytes behind it its end. */
function chooseRun(sums: usize, count: i32, start: usize): i32 {
  store<i32>(start, 0)
  store<i32>(start, 0, 8)
  return bestRun(sums, count, start)
}
