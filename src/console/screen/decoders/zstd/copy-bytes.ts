/** From here on a call costs less than a loop. */
const LONG = 32

export function copyBytes(from: Uint8Array, start: number, to: Uint8Array, at: number, count: number): void {
  if (count >= LONG) return to.set(from.subarray(start, start + count), at)
  for (let index = 0; index < count; index += 1) to[at + index] = from[start + index] as number
}

/** Writes `count` bytes, each the one that stands `offset` before it; what is just written counts. */
export function repeatBytes(bytes: Uint8Array, at: number, offset: number, count: number): void {
  const end = at + count
  if (count < LONG) {
    for (let to = at; to < end; to += 1) bytes[to] = bytes[to - offset] as number
    return
  }
  if (offset === 1) return void bytes.fill(bytes[at - 1] as number, at, end)
  // What repeats grows with every copy, so few are enough.
  for (let to = at; to < end; ) {
    const piece = Math.min(end - to, to - at + offset)
    bytes.copyWithin(to, at - offset, at - offset + piece)
    to += piece
  }
}
