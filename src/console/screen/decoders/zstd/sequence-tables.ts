import { Undecodable } from '../../undecodable.ts'
import { constantFseTable, type FseTable, makeFseTable, readFseTable } from './fse-table.ts'

/** How often each code stands in the tables that need not be sent (RFC 8878, 3.1.1.3.2.2). */
const LITERAL_LENGTHS = [
  ...[4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1],
  ...[-1, -1, -1, -1],
]
const OFFSETS = [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]
const MATCH_LENGTHS = [
  ...[1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1],
]

interface Kind {
  readonly most: number
  readonly mostLog: number
  readonly usual: FseTable
}

const KINDS: readonly Kind[] = [
  { most: 35, mostLog: 9, usual: makeFseTable(LITERAL_LENGTHS, 6) },
  { most: 31, mostLog: 8, usual: makeFseTable(OFFSETS, 5) },
  { most: 52, mostLog: 9, usual: makeFseTable(MATCH_LENGTHS, 6) },
]

/** For the codes of literal lengths, offsets and match lengths, in this order. */
export type SequenceTables = readonly FseTable[]

/** Reads the three tables that begin with the byte of their modes; returns them with where the bits begin. */
export function readSequenceTables(bytes: Uint8Array, start: number, kept?: SequenceTables): [SequenceTables, number] {
  const modes = bytes[start] ?? 0
  if (modes & 3) throw new Undecodable('reserved bits')
  let at = start + 1
  const tables = KINDS.map(({ most, mostLog, usual }, index) => {
    const mode = (modes >> (6 - index * 2)) & 3
    if (mode === 0) return usual
    if (mode === 1) return constantFseTable(upTo(most, bytes[at++] ?? 0))
    const [table, end] = mode === 2 ? readFseTable(bytes, at, most, mostLog) : [kept?.[index], at]
    if (!table) throw new Undecodable('no table to use again')
    at = end
    return table
  })
  return [tables, at]
}

function upTo(most: number, code: number): number {
  if (code > most) throw new Undecodable('an unknown code')
  return code
}
