import { describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { ChannelPair } from '../../support/channel-pair.ts'
import type { Meddle } from '../../support/memory-pipe.ts'
import { until } from '../../support/until.ts'

/** What the applet heard of six messages and how it ended, with this relay in between. */
async function withRelay(meddle: Meddle): Promise<{ heard: string[]; closed: string | undefined }> {
  const pair = await ChannelPair.verified()
  const heard: string[] = []
  let closed: string | undefined
  pair.applet.on('message', ({ message }) => heard.push('text' in message ? message.text : message.type))
  pair.applet.on('closed', ({ code }) => {
    closed = code
  })
  pair.meddle = meddle
  for (let count = 0; count < 6; count += 1) pair.console.send({ type: 'chat-said', time: 0, text: String(count) })
  await new Promise((resolve) => setTimeout(resolve, 5))
  return { heard, closed }
}

/** Does this to the third record of the console. */
function toThird(change: (bytes: Uint8Array<ArrayBuffer>) => readonly Uint8Array<ArrayBuffer>[]): Meddle {
  let count = 0
  return (bytes, from) => {
    if (from === 'applet') return [bytes]
    count += 1
    return count === 3 ? change(bytes) : [bytes]
  }
}

describe('[E2E-2] [S10] [C2] a record that is not the very next, as it was sealed, ends everything', () => {
  test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => readonly Uint8Array<ArrayBuffer>[]]>([
    ['left out', () => []],
    ['doubled', (bytes) => [bytes, bytes.slice()]],
    ['cut short', (bytes) => [bytes.slice(0, -1)]],
    ['made longer', (bytes) => [new Uint8Array([...bytes, 0])]],
  ])('%s', async (_, change) => {
    const { heard, closed } = await withRelay(toThird(change))
    expect(closed).toBe('tampered')
    expect(heard.length).toBeLessThanOrEqual(3)
    expect(heard).toEqual(['0', '1', '2'].slice(0, heard.length))
  })
})

test('[C3] a message longer than its limit ends the channel before it is put together', async () => {
  const pair = await ChannelPair.verified()
  let closed = ''
  const frames: unknown[] = []
  pair.console.on('frame', (frame) => frames.push(frame))
  pair.console.on('closed', ({ code, detail }) => {
    closed = `${code}: ${detail}`
  })
  const types = new Set<string>()
  pair.meddle = (bytes, from) => {
    if (from === 'applet') types.add(readRecordHeader(bytes).type)
    return [bytes]
  }
  pair.applet.sendFrame(new Uint8Array(LIMITS.assembledMessageBytes + 1))
  await until(() => closed !== '', 'the end')
  expect(closed).toBe('protocol-error: message-too-large')
  expect(frames).toEqual([])
  expect([...types]).toEqual(['frame'])
})
