import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  RECORD_HEADER_BYTES,
  type RecordType,
  readRecordHeader,
  TAG_BYTES,
  writeRecordHeader,
} from '../../../src/channel/record.ts'
import { RecordSender } from '../../../src/channel/record-sender.ts'
import { ChannelPair, LooseEnd, quiet } from '../../support/channel-pair.ts'
import { recordInClear } from '../../support/clear-record.ts'
import { converse } from '../../support/hostile-conversation.ts'
import type { Side } from '../../support/memory-pipe.ts'

const CHAT = new TextEncoder().encode(JSON.stringify({ type: 'chat-said', time: 0, text: 'in clear' }))
const INPUT = new TextEncoder().encode(JSON.stringify({ type: 'key-pressed', code: 'Enter' }))

/** A record as if it were sealed, with what it says in clear. */
function unsealed(type: RecordType, epoch: number, text: Uint8Array, tag = TAG_BYTES): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(RECORD_HEADER_BYTES + text.byteLength + tag)
  writeRecordHeader(record, 0, { type, more: false, epoch, seq: 0n, grantEpoch: 0, length: text.byteLength })
  record.set(text, RECORD_HEADER_BYTES)
  return record
}

const INJECTED: [string, (seq: number) => Uint8Array<ArrayBuffer>][] = [
  ['a message without a key', () => unsealed('message', 0, CHAT)],
  ['a message under the key to come', () => unsealed('message', 1, CHAT)],
  ['a message without a tag', () => unsealed('message', 0, CHAT, 0)],
  ['a frame', () => unsealed('frame', 1, CHAT)],
  ['an acknowledgement', () => unsealed('acknowledgement', 1, new Uint8Array(8))],
  ['a message as a handshake', (seq) => recordInClear(BigInt(seq), CHAT)],
  ['input as a handshake', (seq) => recordInClear(BigInt(seq), INPUT)],
]

/** Records of the talk about keys until both have them, in the order of the policy `required`. */
const STATES = 7

/** What either side made of a record that comes after so many of the talk about keys. */
async function inject(to: Side, after: number, make: (seq: number) => Uint8Array<ArrayBuffer>) {
  const pair = new ChannelPair()
  const effects: unknown[] = []
  let closed: string | undefined
  for (const end of [pair.console, pair.applet]) {
    end.on('message', (message) => effects.push(message))
    end.on('frame', (frame) => effects.push(frame))
  }
  pair[to].on('closed', ({ code }) => {
    closed = code
  })
  pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
  const heard = { console: 0, applet: 0 }
  let passed = 0
  pair.meddle = (record, from) => {
    if (passed === after) pair.bring(make(heard[to]), to)
    passed += 1
    heard[from === 'console' ? 'applet' : 'console'] += 1
    return [record]
  }
  pair.connect()
  await quiet()
  return { effects, closed, passed }
}

describe.each(['console', 'applet'] as const)('[DOWN-1] [S1] before there are keys the %s acts upon nothing', (to) => {
  test.each(INJECTED)('%s', async (_, make) => {
    for (let after = 0; after < STATES; after += 1) {
      const { effects, closed } = await inject(to, after, make)
      expect(effects).toEqual([])
      expect(['protocol-error', 'tampered'], `after ${after}`).toContain(closed)
    }
  })
})

test('[DOWN-1] [S1] what is said before there are keys waits for them, whatever it is', async () => {
  const line = new LooseEnd()
  const sender = new RecordSender(() => 0)
  sender.attach(line)
  for (const type of ['message', 'frame', 'acknowledgement'] as const) sender.send({ type, bytes: CHAT })
  sender.sendInClear(new Uint8Array([1]))
  await quiet()
  expect(line.heard.map((record) => readRecordHeader(record).type)).toEqual(['handshake'])
})

test.each(['required', 'offered'] as const)(
  '[DOWN-1] [S1] in a whole conversation under `%s` only the talk about keys is in clear',
  async (policy) => {
    const { passed, sent } = await converse(policy)
    for (const { bytes } of passed) {
      const { type, epoch } = readRecordHeader(bytes)
      expect(type === 'handshake').toBe(epoch === 0)
      for (const text of [...sent.console, ...sent.applet]) expect(Buffer.from(bytes).includes(text)).toBe(false)
    }
    expect(passed.length).toBeGreaterThan(50)
  },
)

test('[DOWN-1] the code has one place that writes to a line, one that writes in clear, and one that hands a message on', () => {
  const folder = join(import.meta.dirname, '../../../src/channel')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const source = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  const count = (text: string) => source.split(text).length - 1
  expect(count('pipe.send(')).toBe(1)
  expect(count('.sendInClear(')).toBe(1)
  expect(count("type: 'handshake'")).toBe(1)
  for (const event of ['message', 'frame']) expect(count(`emit('${event}'`)).toBe(1)
  for (const listener of ['message', 'frame', 'acknowledged']) expect(count(`listener.${listener}(`)).toBe(1)
})
