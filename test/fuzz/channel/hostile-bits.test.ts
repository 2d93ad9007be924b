import { beforeAll, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { agreedPair } from '../../support/agreed-pair.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { type Course, converse } from '../../support/hostile-conversation.ts'
import { type Attack, isInClear } from '../../support/hostile-line.ts'
import { Tally } from '../../support/tally.ts'
import { until } from '../../support/until.ts'
import { verdictOf } from '../../support/verdict.ts'
import { xorshift } from '../../support/xorshift.ts'

type Bytes = Uint8Array<ArrayBuffer>

const FULL = process.env.FULL === '1'
const random = xorshift(20261121)

let honest: Course

beforeAll(async () => {
  honest = await converse('offered')
})

function flipped(record: Bytes, offset: number, bit: number): Bytes {
  const changed = record.slice()
  changed[offset] = (changed[offset] as number) ^ (1 << bit)
  return changed
}

/** One of each kind from each side; with FULL=1 all. */
function clearRecords(): number[] {
  const seen = new Set<string>()
  return honest.passed.flatMap((record, index) => {
    const what = `${record.from} ${record.kind}`
    const isNew = FULL || !seen.has(what)
    seen.add(what)
    return isNew && isInClear(record) ? [index] : []
  })
}

/** A random bit of every byte of a record that is said in clear. */
async function flipEvery(index: number): Promise<Tally> {
  const tally = new Tally()
  for (let offset = 0; offset < (honest.passed[index]?.bytes.byteLength ?? 0); offset += 1) {
    const bit = Math.floor(random() * 8)
    const attack: Attack = { spare: 0, now: (record) => [flipped(record, offset, bit)] }
    tally.add(verdictOf(await converse('offered', index, attack), attack, `bit ${bit} of byte ${offset}`))
  }
  return tally
}

test('[E2E-2] [S2] [S10] no bit of what is said in clear can be another and lead to a key', async ({ annotate }) => {
  const indexes = clearRecords()
  expect(indexes.length).toBeGreaterThanOrEqual(10)
  for (const index of indexes) {
    const tally = await flipEvery(index)
    const { kind, from } = honest.passed[index] as (typeof honest.passed)[number]
    await annotate(`${kind} from the ${from}: ${tally.text}`)
    expect(tally.undetected).toEqual([])
    const isForTheEye = kind === 'code-shown'
    if (!isForTheEye) expect(tally.text).not.toContain('only shown')
  }
}, 300_000)

/** Three messages, a frame in two parts, and what acknowledges them; `change` is done to the record of this number. */
async function talk(number: number, change: (record: Bytes) => Bytes) {
  const told: string[] = []
  const sizes: number[] = []
  const pair = agreedPair((record) => {
    sizes.push(record.byteLength)
    return [sizes.length - 1 === number ? change(record) : record]
  })
  for (const channel of [pair.console, pair.applet]) {
    channel.on('message', () => told.push(`message at ${sizes.length}`))
    channel.on('frame', () => told.push(`frame at ${sizes.length}`))
    channel.on('closed', ({ code }) => told.push(code))
  }
  await quiet()
  pair.console.send({ type: 'chat-said', time: 0, text: 'one' })
  await quiet()
  pair.applet.sendFrame(new Uint8Array(LIMITS.recordPayloadBytes + 10))
  await quiet()
  pair.applet.send({ type: 'chat-said', time: 0, text: 'two' })
  await quiet()
  return { told, sizes }
}

/** Every offset of a short record; of a long one its ends and some between. */
function offsetsOf(size: number): number[] {
  if (size < 1000) return Array.from({ length: size }, (_, offset) => offset)
  const ends = Array.from({ length: 64 }, (_, offset) => [offset, size - 1 - offset]).flat()
  return [...ends, ...Array.from({ length: 100 }, () => Math.floor(random() * size))]
}

describe('[E2E-2] [S10] of a sealed record', () => {
  test('no bit can be another: header, payload and tag, of every kind of record', async ({ annotate }) => {
    const { sizes } = await talk(-1, (record) => record)
    expect(sizes).toEqual([104, 48, 65_576, 50, 104, 48])
    let flips = 0
    for (const [number, size] of sizes.entries()) {
      for (const offset of offsetsOf(size)) {
        const bit = Math.floor(random() * 8)
        const { told } = await talk(number, (record) => flipped(record, offset, bit))
        expect(endOf(told, number), `bit ${bit} of byte ${offset} of record ${number}`).toBe('tampered')
        flips += 1
      }
    }
    await annotate(`${flips} bits, each tampered`)
  }, 60_000)

  test('no byte can be missing: cut at every length', async ({ annotate }) => {
    const { sizes } = await talk(-1, (record) => record)
    let cuts = 0
    for (const [number, size] of sizes.entries()) {
      for (const length of offsetsOf(size)) {
        const { told } = await talk(number, (record) => record.slice(0, length))
        expect(endOf(told, number), `record ${number} cut to ${length}`).toBe('tampered')
        cuts += 1
      }
    }
    await annotate(`${cuts} cuts, each tampered`)
  }, 60_000)
})

/** How it ended, unless something was heard of the changed record or after. */
function endOf(told: readonly string[], number: number): string | undefined {
  const before = [0, 1, 1, 1, 2, 3][number] ?? 0
  const heard = told.filter((what) => what.includes(' at '))
  return heard.length <= before ? told.find((what) => !what.includes(' at ')) : `${told}`
}

test('[C3] a message longer than its limit ends the channel before it is put together', async () => {
  const pair = await ChannelPair.verified()
  let closed = ''
  const frames: unknown[] = []
  pair.console.on('frame', (frame) => frames.push(frame))
  pair.console.on('closed', ({ code, detail }) => {
    closed = `${code}: ${detail}`
  })
  pair.applet.sendFrame(new Uint8Array(LIMITS.assembledMessageBytes + 1))
  await until(() => closed !== '', 'the end')
  expect(closed).toBe('protocol-error: message-too-large')
  expect(frames).toEqual([])
})
