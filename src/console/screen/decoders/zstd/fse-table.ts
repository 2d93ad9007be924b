import { Undecodable } from '../../undecodable.ts'

/** A table of finite state entropy (RFC 8878, 4.1): what each state means, and how the next one comes from the bits. */
export interface FseTable {
  /** Bits of a state. */
  readonly log: number
  readonly symbols: Uint8Array
  readonly bits: Uint8Array
  readonly bases: Uint16Array
}

/** Reads a table of symbols up to `most`; returns it with where the bytes go on. */
export function readFseTable(bytes: Uint8Array, start: number, most: number, mostLog: number): [FseTable, number] {
  let at = start * 8
  const read = (count: number) => {
    const from = at >> 3
    at += count
    const three = (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8) | ((bytes[from + 2] ?? 0) << 16)
    return (three >> ((at - count) & 7)) & ((1 << count) - 1)
  }
  const log = read(4) + 5
  if (log > mostLog) throw new Undecodable('a table too large')
  const counts: number[] = []
  let left = 1 << log
  while (left > 0 && counts.length <= most) {
    const bits = 32 - Math.clz32(left + 1)
    const short = (1 << (bits - 1)) - 1
    const spare = (1 << bits) - 2 - left
    let value = read(bits)
    if ((value & short) < spare) {
      at -= 1
      value &= short
    } else if (value > short) value -= spare
    counts.push(value - 1)
    left -= Math.abs(value - 1)
    if (value !== 1) continue
    for (let zeros = 3; zeros === 3 && counts.length <= most; ) {
      zeros = read(2)
      for (let zero = 0; zero < zeros; zero += 1) counts.push(0)
    }
  }
  const end = (at + 7) >> 3
  if (left !== 0 || counts.length > most + 1 || end > bytes.length)
    throw new Undecodable('a table that does not add up')
  return [makeFseTable(counts, log), end]
}

/** Of how often each symbol stands in it; -1 means less than once. The counts add up to 2 to the power of `log`. */
export function makeFseTable(counts: readonly number[], log: number): FseTable {
  const size = 1 << log
  const symbols = new Uint8Array(size)
  const next = counts.map((count) => Math.abs(count))
  let rare = size
  for (const [symbol, count] of counts.entries()) if (count === -1) symbols[--rare] = symbol
  let place = 0
  for (const [symbol, count] of counts.entries()) {
    for (let index = 0; index < count; index += 1) {
      symbols[place] = symbol
      do place = (place + (size >> 1) + (size >> 3) + 3) & (size - 1)
      while (place >= rare)
    }
  }
  const [bits, bases] = [new Uint8Array(size), new Uint16Array(size)]
  for (const [state, symbol] of symbols.entries()) {
    const count = next[symbol] ?? 0
    next[symbol] = count + 1
    const needed = log - (31 - Math.clz32(count))
    bits[state] = needed
    bases[state] = (count << needed) - size
  }
  return { log, symbols, bits, bases }
}

/** A table that says the same symbol for ever, out of no bits. */
export function constantFseTable(symbol: number): FseTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) }
}
