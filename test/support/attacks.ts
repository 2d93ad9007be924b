import { readRecordHeader } from '../../src/channel/record.ts'
import type { Attack } from './hostile-line.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A record that comes twice, too late, too early, or not at all. */
export const ORDER_ATTACKS: Record<string, Attack> = {
  'left out': { spare: 0, now: () => [] },
  doubled: { spare: 1, now: (record) => [record, record.slice()] },
  'brought after the one that follows': { spare: 0, now: () => [], next: (record, held) => [record, held] },
  'followed by the one before it': replay((past) => past.at(-1)),
  'followed by the first of all': replay((past) => past[0]),
  'followed by the first that was sealed': replay((past) => past.find((record) => epochOf(record) > 0)),
  'followed by the last of the epoch before': replay((past, record) =>
    past.findLast((old) => epochOf(old) === epochOf(record) - 1),
  ),
  'followed by one of the other direction': {
    spare: 1,
    now: (record, past, from) => withOld(record, past.findLast((old) => old.from !== from)?.bytes),
  },
  'sent back, too': { spare: 0, reflects: true, now: (record) => [record] },
}

/** A record that is longer or shorter than it was. */
export const LENGTH_ATTACKS: Record<string, Attack> = {
  'made a byte longer': { spare: 0, now: (record) => [new Uint8Array([...record, 0])] },
  'made a tag longer': { spare: 0, now: (record) => [new Uint8Array([...record, ...new Uint8Array(16)])] },
  'cut to nothing': { spare: 0, now: () => [new Uint8Array()] },
  'cut to half a header': { spare: 0, now: (record) => [record.slice(0, 12)] },
  'cut to its header': { spare: 0, now: (record) => [record.slice(0, 24)] },
  'cut by a tag': { spare: 0, now: (record) => [record.slice(0, -16)] },
  'cut by a byte': { spare: 0, now: (record) => [record.slice(0, -1)] },
}

/** The record, and then one that its sender sent before. */
function replay(choose: (past: readonly Bytes[], record: Bytes) => Bytes | undefined): Attack {
  const now: Attack['now'] = (record, past, from) =>
    withOld(
      record,
      choose(
        past.filter((old) => old.from === from).map(({ bytes }) => bytes),
        record,
      ),
    )
  return { spare: 1, now }
}

function withOld(record: Bytes, old: Bytes | undefined): Bytes[] | undefined {
  return old && [record, old.slice()]
}

function epochOf(record: Bytes): number {
  return readRecordHeader(record).epoch
}
