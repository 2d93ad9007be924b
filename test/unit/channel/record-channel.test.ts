import { describe, expect, test } from 'vitest'
import type { BytePipe, BytePipeReceiver } from '../../../src/channel/byte-pipe.ts'
import { channelPair } from '../../../src/channel/channel-pair.ts'
import { RECORD_HEADER_BYTES, readRecordHeader, writeRecordHeader } from '../../../src/channel/record.ts'
import { RecordChannel } from '../../../src/channel/record-channel.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import type { PeerMessage } from '../../../src/protocol/peer/catalog.ts'

/** Holds what the channel sends, and lets a test say what arrives. */
class OpenPipe implements BytePipe {
  readonly headBytes = 0
  readonly bufferedBytes = 0
  readonly sent: Uint8Array[] = []
  receiver: BytePipeReceiver | undefined
  closed: string | undefined

  send(message: Uint8Array<ArrayBuffer>): void {
    this.sent.push(message)
  }

  close(code: string, detail: string): void {
    this.closed = `${code}: ${detail}`
  }
}

function record(seq: number, payload: Uint8Array, type: 'message' | 'frame' = 'frame', more = false): Uint8Array {
  const bytes = new Uint8Array(RECORD_HEADER_BYTES + payload.length)
  writeRecordHeader(bytes, 0, { type, more, seq: BigInt(seq), length: payload.length })
  bytes.set(payload, RECORD_HEADER_BYTES)
  return bytes
}

function receiving() {
  const pipe = new OpenPipe()
  const channel = new RecordChannel(pipe, 'console')
  const frames: Uint8Array[] = []
  const messages: PeerMessage[] = []
  channel.on('frame', (bytes) => frames.push(bytes))
  channel.on('message', (message) => messages.push(message))
  return { pipe, frames, messages, arrive: (bytes: Uint8Array) => pipe.receiver?.received(bytes) }
}

test('what one end sends, the other receives, in order and whole', async () => {
  const pair = channelPair()
  const heard: unknown[] = []
  pair.console.on('message', (message) => heard.push(message.type))
  pair.console.on('frame', (bytes) => heard.push(bytes.length))
  pair.applet.send({ type: 'cursor-moved', x: 1, y: 2 })
  pair.applet.sendFrame(new Uint8Array(300_000))
  pair.applet.send({ type: 'screen-lost', reason: 'dark' })
  await expect.poll(() => heard).toEqual(['cursor-moved', 300_000, 'screen-lost'])
})

test('[C1] a long message is cut into records, all but the last saying that more follow', () => {
  const pipe = new OpenPipe()
  const bytes = Uint8Array.from({ length: LIMITS.recordPayloadBytes * 2 + 1 }, (_, index) => index % 251)
  new RecordChannel(pipe, 'applet').sendFrame(bytes)
  expect(pipe.sent.map((sent) => readRecordHeader(sent))).toEqual([
    { type: 'frame', more: true, seq: 0n, length: LIMITS.recordPayloadBytes },
    { type: 'frame', more: true, seq: 1n, length: LIMITS.recordPayloadBytes },
    { type: 'frame', more: false, seq: 2n, length: 1 },
  ])
  const { arrive, frames } = receiving()
  for (const sent of pipe.sent) arrive(sent)
  expect(frames).toHaveLength(1)
  expect(Buffer.compare(frames[0] as Uint8Array, bytes)).toBe(0)
})

describe('[C1] what breaks a message in parts ends the stream', () => {
  test('another message inside', () => {
    const { arrive, pipe } = receiving()
    arrive(record(0, new Uint8Array(5), 'frame', true))
    arrive(record(1, Buffer.from('{"type":"screen-lost","reason":""}'), 'message'))
    expect(pipe.closed).toMatch(/^protocol-error: malformed-record at type/)
  })

  test('an empty part that promises more', () => {
    const { arrive, pipe } = receiving()
    arrive(record(0, new Uint8Array(0), 'frame', true))
    expect(pipe.closed).toMatch(/^protocol-error: malformed-record at length/)
  })
})

describe('[C2] a record with any other number than the next ends the stream', () => {
  test.each([
    ['doubled', [0, 0]],
    ['left out', [0, 2]],
    ['swapped', [1, 0]],
  ])('%s', (_, seqs) => {
    const { arrive, frames, pipe } = receiving()
    for (const seq of seqs) arrive(record(seq, new Uint8Array(1)))
    expect(pipe.closed).toBe('protocol-error: malformed-record at seq')
    expect(frames.length).toBeLessThan(2)
  })
})

test('[C3] a message longer than its limit ends the stream before it is put together', () => {
  const { arrive, messages, pipe } = receiving()
  const part = new Uint8Array(LIMITS.recordPayloadBytes)
  const parts = LIMITS.controlMessageBytes / LIMITS.recordPayloadBytes + 1
  for (let seq = 0; seq < parts; seq += 1) arrive(record(seq, part, 'message', true))
  expect(pipe.closed).toBe('protocol-error: message-too-large')
  expect(messages).toEqual([])
})

describe('bytes that are no record end the stream, and nothing after them is heard', () => {
  const header = record(0, new Uint8Array(4))
  const changed = (at: number, value: number) => header.map((byte, index) => (index === at ? value : byte))
  test.each([
    ['nothing', new Uint8Array(0), 'length'],
    ['half a header', header.subarray(0, 12), 'length'],
    ['another version', changed(0, 9), 'version'],
    ['an unknown type', changed(1, 5), 'type'],
    ['a length that is not there', changed(20, 200), 'length'],
  ])('%s', (_, bytes, path) => {
    const { arrive, frames, pipe } = receiving()
    arrive(bytes)
    expect(pipe.closed).toBe(`protocol-error: malformed-record at ${path}`)
    arrive(record(0, new Uint8Array(1)))
    expect(frames).toEqual([])
  })
})

test('the largest cursor there can be is no message too long', async () => {
  const pair = channelPair()
  const heard: string[] = []
  pair.console.on('message', ({ type }) => heard.push(type))
  const side = LIMITS.cursorSide
  const pixels = Buffer.alloc(side * side * 4).toString('base64')
  pair.applet.send({ type: 'cursor-changed', width: side, height: side, hotX: 0, hotY: 0, pixels })
  await expect.poll(() => heard).toEqual(['cursor-changed'])
})

test('a closed channel sends nothing and says once that it is closed', () => {
  const pipe = new OpenPipe()
  const channel = new RecordChannel(pipe, 'applet')
  const closings: string[] = []
  channel.on('closed', ({ code }) => closings.push(code))
  channel.close('ended')
  channel.close('internal-error')
  pipe.receiver?.closed('peer-left', '')
  channel.send({ type: 'screen-lost', reason: '' })
  expect(closings).toEqual(['ended'])
  expect(pipe.sent).toEqual([])
})
