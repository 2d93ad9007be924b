import { countChanged } from './scores'

/** A slot of the table holds a row's number and one more; this bit says that more rows look like it. */
const REPEATED: u16 = 0x8000

/** Fewer rows than this are an accident. */
const FEWEST_VOTES: i32 = 4

/** Slots of the table for so many rows, as a power of two. */
export function tableBits(rows: i32): i32 {
  return 33 - clz<i32>(rows)
}

/** From so many columns on, what moves is in every fourth of them, unless it is too narrow to be worth a copy. */
const MANY_COLUMNS: i32 = 16

/** So many votes, and more than half of all, from every fourth column: asking the others would change nothing. */
const CLEAR_VOTES: i32 = 64

/**
 * By how many rows most of the new picture moved: each new row that is found once in the old column votes for the way to
 * it. Blank and repeating rows are found in many places and have no vote, rows that stayed have none either. 0: none, as
 * soon as half of every fourth column is new and was nowhere before.
 */
export function findShift(
  old: usize,
  now: usize,
  columnBytes: usize,
  columns: i32,
  rows: i32,
  table: usize,
  votes: usize,
): i32 {
  memory.fill(votes, 0, (<usize>rows) << 3)
  let cast = 0
  let changed = 0
  for (let phase = 0; phase < 4; phase += 1) {
    for (let column = phase; column < columns; column += 4) {
      const offset = <usize>column * columnBytes
      cast += askColumn(old + offset, now + offset, rows, table, votes + ((<usize>rows) << 2))
      if (phase === 0) changed += countChanged(old + offset, now + offset, rows)
    }
    if (phase > 0) continue
    if (columns >= MANY_COLUMNS && cast < FEWEST_VOTES && changed * 8 >= rows * columns) return 0
    const shift = mostVoted(votes, rows, max(CLEAR_VOTES, cast >> 1))
    if (shift !== 0) return shift
  }
  return mostVoted(votes, rows, FEWEST_VOTES)
}

/** Returns how many votes were cast. */
function askColumn(old: usize, now: usize, rows: i32, table: usize, votes: usize): i32 {
  const bits = tableBits(rows)
  memory.fill(table, 0, (<usize>2) << bits)
  enterRows(old, rows, table, bits)
  return castVotes(old, now, rows, table, bits, votes)
}

function enterRows(old: usize, rows: i32, table: usize, bits: i32): void {
  let above: u32 = 0
  for (let row = 0; row < rows; row += 1) {
    const hash = load<u32>(old + ((<usize>row) << 2))
    if (row > 1 && hash === above && hash === load<u32>(old + ((<usize>(row - 2)) << 2))) continue
    above = hash
    const slot = slotOf(hash, old, table, bits)
    const held = load<u16>(slot)
    store<u16>(slot, held === 0 ? <u16>(row + 1) : held | REPEATED)
  }
}

function castVotes(old: usize, now: usize, rows: i32, table: usize, bits: i32, votes: usize): i32 {
  let cast = 0
  let above: u32 = 0
  for (let row = 0; row < rows; row += 1) {
    const hash = load<u32>(now + ((<usize>row) << 2))
    const repeats = hash === above
    above = hash
    if (repeats || hash === load<u32>(old + ((<usize>row) << 2))) continue
    const held = load<u16>(slotOf(hash, old, table, bits))
    if (held === 0 || held & REPEATED) continue
    const vote = votes + ((<usize>(<i32>held - 1 - row)) << 2)
    store<i32>(vote, load<i32>(vote) + 1)
    cast += 1
  }
  return cast
}

/** Where this hash stands in the table, or where it would. */
function slotOf(hash: u32, old: usize, table: usize, bits: i32): usize {
  const mask = ((<u32>1) << bits) - 1
  let index = hash >>> (32 - bits)
  while (true) {
    const slot = table + ((<usize>index) << 1)
    const held = load<u16>(slot)
    if (held === 0) return slot
    if (load<u32>(old + ((<usize>((held & ~REPEATED) - 1)) << 2)) === hash) return slot
    index = (index + 1) & mask
  }
}

/** The shift with the most votes, 0 if it has fewer than these. */
function mostVoted(votes: usize, rows: i32, fewest: i32): i32 {
  let most = fewest - 1
  let shift = 0
  for (let at = 1; at < rows * 2; at += 1) {
    const count = load<i32>(votes + ((<usize>at) << 2))
    if (count <= most) continue
    most = count
    shift = at - rows
  }
  return shift
}
