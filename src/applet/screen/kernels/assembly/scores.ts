/**
 * What copying does for each row of a column: 1 where it saves sending the row, -1 where it spoils what was right already,
 * 0 where it changes nothing or the row has to be sent either way.
 */
export function score(old: usize, oldMoved: usize, now: usize, scores: usize, rows: i32): void {
  let at: usize = 0
  const end = (<usize>rows) << 2
  for (; at + 16 <= end; at += 16) {
    const next = v128.load(now + at)
    const stays = i32x4.eq(next, v128.load(old + at))
    const moves = i32x4.eq(next, v128.load(oldMoved + at))
    v128.store(scores + at, i32x4.sub(stays, moves))
  }
  for (; at < end; at += 4) {
    const next = load<u32>(now + at)
    const stays = <i32>(next === load<u32>(old + at))
    const moves = <i32>(next === load<u32>(oldMoved + at))
    store<i32>(scores + at, moves - stays)
  }
}

/** How many rows of all columns are not what they were. */
export function countChanged(old: usize, now: usize, rows: i32): i32 {
  let same = i32x4.splat(0)
  let at: usize = 0
  const end = (<usize>rows) << 2
  for (; at + 16 <= end; at += 16) {
    same = i32x4.sub(same, i32x4.eq(v128.load(now + at), v128.load(old + at)))
  }
  let changed = rows - addLanes(same)
  for (; at < end; at += 4) changed -= <i32>(load<u32>(now + at) === load<u32>(old + at))
  return changed
}

/** What copying saves in so many rows, whatever it spoils. */
export function gains(values: usize, count: i32): i32 {
  let sums = i32x4.splat(0)
  let at: usize = 0
  const end = (<usize>count) << 2
  for (; at + 16 <= end; at += 16) sums = i32x4.add(sums, i32x4.max_s(v128.load(values + at), i32x4.splat(0)))
  let total = addLanes(sums)
  for (; at < end; at += 4) total += max(0, load<i32>(values + at))
  return total
}

export function sum(values: usize, count: i32): i32 {
  let sums = i32x4.splat(0)
  let at: usize = 0
  const end = (<usize>count) << 2
  for (; at + 16 <= end; at += 16) sums = i32x4.add(sums, v128.load(values + at))
  let total = addLanes(sums)
  for (; at < end; at += 4) total += load<i32>(values + at)
  return total
}

export function addInto(sums: usize, values: usize, count: i32): void {
  let at: usize = 0
  const end = (<usize>count) << 2
  for (; at + 16 <= end; at += 16) {
    v128.store(sums + at, i32x4.add(v128.load(sums + at), v128.load(values + at)))
  }
  for (; at < end; at += 4) store<i32>(sums + at, load<i32>(sums + at) + load<i32>(values + at))
}

/** The run of values with the largest sum, which is returned; its start, at `result`, and its end, eight bytes behind, two i32. */
export function bestRun(values: usize, count: i32, result: usize): i32 {
  let best = 0
  let running = 0
  let start = 0
  for (let at = 0; at < count; at += 1) {
    running += load<i32>(values + ((<usize>at) << 2))
    if (running > best) {
      best = running
      store<i32>(result, start)
      store<i32>(result, at + 1, 8)
    }
    if (running > 0) continue
    running = 0
    start = at + 1
  }
  return best
}

function addLanes(lanes: v128): i32 {
  const pairs = i32x4.add(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1))
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
}
