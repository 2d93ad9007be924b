import { describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { saidInClear } from '../../support/clear-record.ts'
import { FakeClock } from '../../support/fake-clock.ts'

const chat = (pair: ChannelPair, text: string) => pair.console.send({ type: 'chat-said', time: 0, text })

function ends(pair: ChannelPair): string[] {
  const told: string[] = []
  for (const end of [pair.console, pair.applet]) end.on('closed', ({ code, detail }) => told.push(`${code}: ${detail}`))
  return told
}

describe('[S7] a key that is not renewed', () => {
  test('because a relay keeps the offer to itself ends with the second hour, on both sides', async () => {
    const clock = new FakeClock()
    const pair = await ChannelPair.verified({ clock })
    const told = ends(pair)
    pair.meddle = (record, from) => (saidInClear(record, from)?.type === 'key-offered' ? [] : [record])
    clock.advance(2 * LIMITS.epochMs - 1)
    await quiet()
    expect(told).toEqual([])
    clock.advance(1)
    await quiet()
    expect(told).toEqual(Array(2).fill('protocol-error: the key was not renewed'))
  })

  test('because the other side never offers ends with twice its records', async () => {
    const pair = await ChannelPair.verified({ renewAfter: { records: 20, ms: LIMITS.epochMs } })
    const told = ends(pair)
    pair.consoleExchange.renew = () => {}
    for (let message = 0; message < 41; message += 1) chat(pair, 'x')
    await quiet()
    expect(told).toEqual(['protocol-error: the key was not renewed', 'protocol-error: '])
  })

  test('because digits were being tried is renewed when they are refused', async () => {
    const clock = new FakeClock()
    const pair = new ChannelPair({ policy: 'offered', clock, renewAfter: { records: 1000, ms: 1000 } })
    pair.connect()
    await quiet()
    pair.consoleExchange.requestCode()
    await quiet()
    const epochs: number[] = []
    pair.meddle = (record) => {
      if (epochs.length === 1) clock.advance(1000)
      epochs.push(readRecordHeader(record).epoch)
      return [record]
    }
    pair.code.show()
    pair.consoleExchange.enterCode(pair.code.digits === '000000' ? '000001' : '000000')
    await quiet()
    chat(pair, 'under the new key')
    await quiet()
    expect(Math.max(...epochs)).toBe(2)
  })
})

test('[S9] a count of narrowings that was never told ends the channel', async () => {
  let narrowings = 5
  const pair = await ChannelPair.verified({ grantEpoch: () => narrowings })
  const told = ends(pair)
  const heard: number[] = []
  pair.applet.on('message', ({ grantEpoch }) => heard.push(grantEpoch))
  pair.applet.send({ type: 'screen-lost', reason: 'x' })
  await quiet()
  chat(pair, 'as told')
  await quiet()
  narrowings = 4
  chat(pair, 'more than is true')
  await quiet()
  expect(heard).toEqual([5])
  expect(told[0]).toBe('protocol-error: malformed-record at grantEpoch')
})
