import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { type Letter, MailboxReader, MailboxWriter } from '../../../../../src/console/broker/line/mailbox.ts'
import { SharedRing } from '../../../../../src/console/broker/line/shared-ring.ts'
import { xorshift } from '../../../../support/xorshift.ts'

const LAST = 255

/** Reads until the last letter. */
async function readAll(reader: MailboxReader): Promise<Letter[]> {
  const read: Letter[] = []
  await reader.readUntil((letter) => {
    if (letter.kind !== LAST) read.push({ kind: letter.kind, bytes: letter.bytes })
    return letter.kind === LAST
  })
  return read
}

function letter(kind: number, length: number): Letter {
  return { kind, bytes: Uint8Array.from({ length }, (_, index) => (index * 7 + kind) & 255) }
}

test.each([
  ['nothing', [0, 0, 1]],
  ['a little', [1, 2, 3, 255, 256]],
  ['exactly what there is room for', [(1 << 20) - 5, 1 << 20]],
  ['more than there is room for', [3_000_000, 10, 1_500_000]],
])('letters with %s come whole and in order', async (_, lengths) => {
  const reader = new MailboxReader()
  const writer = new MailboxWriter(reader.shared)
  const letters = lengths.map((length, index) => letter(index, length))
  const reading = readAll(reader)
  for (const each of [...letters, letter(LAST, 0)]) writer.write(each)
  expect(await reading).toEqual(letters)
})

test('letters of any length come whole, also those that were there before anybody read', async () => {
  const reader = new MailboxReader()
  const writer = new MailboxWriter(reader.shared)
  const random = xorshift(11)
  const letters = Array.from({ length: 400 }, (_, index) => letter(index % 250, Math.floor(random() * 20_000)))
  for (const each of [...letters, letter(LAST, 0)]) writer.write(each)
  expect(await readAll(reader)).toEqual(letters)
})

test('nothing is lost where the counters begin anew', async () => {
  const ring = new SharedRing()
  new Int32Array(ring.shared, 0, 2).fill(-3)
  const sent = Uint8Array.of(1, 2, 3, 4, 5, 6, 7)
  expect(ring.write(sent)).toBe(7)
  expect([ring.written, ring.taken]).toEqual([4, -3])
  const got = new Uint8Array(7)
  expect([ring.take(got.subarray(0, 2)), ring.take(got.subarray(2)), ring.take(new Uint8Array(1))]).toEqual([2, 5, 0])
  expect(got).toEqual(sent)
})

test('a full ring takes no more, and again as much as was taken', () => {
  const ring = new SharedRing()
  const capacity = ring.write(new Uint8Array(5_000_000))
  expect(capacity).toBe(1 << 20)
  expect(ring.write(new Uint8Array(1))).toBe(0)
  ring.take(new Uint8Array(100))
  expect(ring.write(new Uint8Array(500))).toBe(100)
})

test('the number beside the letters can be looked up at any time', () => {
  const reader = new MailboxReader()
  expect(reader.spare).toBe(0)
  new MailboxWriter(reader.shared).spare = 4_000_000_000
  expect(reader.spare >>> 0).toBe(4_000_000_000)
})

test('a thread that writes without a pause leaves this one its turn', async () => {
  const reader = new MailboxReader()
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const flood = new Worker(new URL('../../../../support/letter-flood.ts', import.meta.url), {
    workerData: { shared: reader.shared, stop },
  })
  let turns = 0
  let letters = 0
  // Only when other work of this thread is done does the flood end.
  const turn = setInterval(() => {
    if (letters > 0) turns += 1
    if (turns === 20) Atomics.store(stop, 0, 1)
  }, 1)
  await reader.readUntil(({ kind }) => {
    letters += 1
    return kind === 2
  })
  clearInterval(turn)
  expect(turns).toBeGreaterThanOrEqual(20)
  expect(letters).toBeGreaterThan(1)
  await flood.terminate()
})
