import { describe, expect, test } from 'vitest'
import { RECORD_HEADER_BYTES, readRecordHeader, TAG_BYTES } from '../../../src/channel/record.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import type { PeerMessage } from '../../../src/protocol/peer/catalog.ts'
import { ChannelPair } from '../../support/channel-pair.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import { until } from '../../support/until.ts'

const chat = (text: string): PeerMessage => ({ type: 'chat-said', time: 0, text })

/** What one end hears, in a readable form. */
function listen(channel: ChannelPair['console']): string[] {
  const heard: string[] = []
  channel.on('message', ({ message }) => heard.push('text' in message ? message.text : message.type))
  channel.on('frame', (bytes) => heard.push(`frame of ${bytes.byteLength}`))
  channel.on('closed', ({ code }) => heard.push(`closed: ${code}`))
  return heard
}

/** Every record that passes, with who sent it. */
function record(pair: ChannelPair) {
  const passed: { from: string; bytes: Uint8Array<ArrayBuffer> }[] = []
  pair.meddle = (bytes, from) => {
    passed.push({ from, bytes: bytes.slice() })
    return [bytes]
  }
  return passed
}

describe('[E2E-1] [S4] whoever knows the digits gets a key, and nobody else', () => {
  test('the right digits open the channel on both sides, verified', async () => {
    const pair = await ChannelPair.verified()
    const heard = listen(pair.console)
    pair.applet.send({ type: 'screen-lost', reason: 'dark' })
    await until(() => heard.length === 1, 'a message')
  })

  test('wrong digits open nothing, and the tries that are left are told', async () => {
    const pair = new ChannelPair()
    const refused: number[] = []
    const opened: unknown[] = []
    for (const end of [pair.console, pair.applet]) end.on('opened', (event) => opened.push(event))
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(otherThan(pair.code.digits)))
    pair.consoleExchange.on('codeRefused', ({ triesLeft }) => refused.push(triesLeft))
    pair.connect()
    await until(() => refused.length === 1, 'a refusal')
    expect(refused).toEqual([2])
    expect(opened).toEqual([])
    pair.consoleExchange.enterCode(pair.code.digits ?? '')
    await until(() => opened.length === 2, 'keys')
  })

  test('[S5] the third miss ends it on both sides', async () => {
    const pair = new ChannelPair()
    const [console, applet] = [listen(pair.console), listen(pair.applet)]
    const wrong = () => pair.consoleExchange.enterCode(otherThan(pair.code.digits))
    pair.consoleExchange.on('codeShown', wrong)
    pair.consoleExchange.on('codeRefused', wrong)
    pair.connect()
    await until(() => console.length === 1 && applet.length === 1, 'both ends')
    expect([console, applet]).toEqual([['closed: verification-failed'], ['closed: verification-failed']])
    expect(pair.code.digits).toBeUndefined()
  })

  test('[S5] misses count for the session: new digits do not begin to count anew', async () => {
    const pair = new ChannelPair()
    pair.code.show()
    pair.code.missed()
    pair.code.hide()
    pair.code.show()
    expect(pair.code.triesLeft).toBe(2)
  })

  test('[S2] two sides that reached the broker under different addresses end it by name', async () => {
    const pair = new ChannelPair({ consoleOrigin: 'https://evil.example' })
    const heard = listen(pair.console)
    pair.connect()
    await until(() => heard.length === 1, 'the end')
    expect(heard).toEqual(['closed: origin-mismatch'])
  })
})

describe('[S1] nothing but the handshake passes in clear', () => {
  test('not one record before the digits, and no byte of a message after', async () => {
    const pair = new ChannelPair()
    const passed = record(pair)
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    const heard = listen(pair.console)
    pair.applet.send(chat('CANARY'))
    pair.connect()
    await until(() => heard.length === 1, 'the message')
    expect(heard).toEqual(['CANARY'])
    const kinds = passed.map(({ bytes }) => readRecordHeader(bytes)).map(({ type, epoch }) => `${type} ${epoch}`)
    expect(kinds.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => 'handshake 0'))
    expect(kinds.slice(7)).toEqual(['message 1', 'acknowledgement 1'])
    for (const { bytes } of passed) expect(Buffer.from(bytes).includes('CANARY')).toBe(false)
  })

  test('the length of a record does not tell which key was pressed', async () => {
    const pair = await ChannelPair.verified()
    const passed = record(pair)
    pair.console.send({ type: 'key-pressed', code: 'F1' })
    pair.console.send({ type: 'key-pressed', code: 'ShiftRight' })
    await until(() => passed.length === 2, 'two records')
    expect(passed.map(({ bytes }) => bytes.byteLength)).toEqual(Array(2).fill(RECORD_HEADER_BYTES + 64 + TAG_BYTES))
  })
})

describe('[C1] a long message travels in records', () => {
  test('all but the last say that more follow, and it arrives whole', async () => {
    const pair = await ChannelPair.verified()
    const passed = record(pair)
    const heard = listen(pair.console)
    pair.applet.sendFrame(new Uint8Array(LIMITS.recordPayloadBytes * 2 + 1))
    await until(() => heard.length === 1, 'the frame')
    expect(heard).toEqual([`frame of ${LIMITS.recordPayloadBytes * 2 + 1}`])
    const headers = passed.map(({ bytes }) => readRecordHeader(bytes))
    expect(headers.map(({ type, more }) => [type, more])).toEqual([
      ['frame', true],
      ['frame', true],
      ['frame', false],
    ])
  })

  test('messages, frames and acknowledgements keep their order', async () => {
    const pair = await ChannelPair.verified()
    const heard = listen(pair.console)
    pair.applet.send(chat('one'))
    pair.applet.sendFrame(new Uint8Array(300_000))
    pair.applet.send(chat('two'))
    await until(() => heard.length === 3, 'all three')
    expect(heard).toEqual(['one', 'frame of 300000', 'two'])
  })
})

describe('[S7] keys are renewed without anybody noticing', () => {
  test('after so many records', async () => {
    const pair = await ChannelPair.verified({ renewAfter: { records: 50, ms: 1_000_000 } })
    const passed = record(pair)
    const heard = listen(pair.applet)
    for (let round = 0; round < 6; round += 1) {
      const before = heard.length
      for (let count = 0; count < 30; count += 1) pair.console.send(chat(`${before + count}`))
      await until(() => heard.length === before + 30, 'a round')
    }
    expect(heard).toEqual(Array.from({ length: 180 }, (_, index) => String(index)))
    const epochs = new Set(passed.map(({ bytes }) => readRecordHeader(bytes).epoch))
    expect(epochs.size).toBeGreaterThan(3)
  })

  test('after an hour', async () => {
    const clock = new FakeClock()
    const pair = await ChannelPair.verified({ clock })
    const passed = record(pair)
    const heard = listen(pair.applet)
    clock.advance(LIMITS.epochMs)
    await until(() => passed.length === 4, 'the talk about keys')
    pair.console.send(chat('under the new key'))
    await until(() => heard.length === 1, 'the message')
    expect(readRecordHeader(passed[4]?.bytes as Uint8Array)).toMatchObject({ type: 'message', epoch: 2, seq: 0n })
  })
})

describe('[S8] [D1] after a cut the same two go on, without digits', () => {
  test('what the catalog says is replayed arrives once and in order; the rest is dropped', async () => {
    const pair = await ChannelPair.verified()
    const [console, applet] = [listen(pair.console), listen(pair.applet)]
    pair.console.send(chat('before'))
    await until(() => applet.length === 1, 'the first')
    pair.cut()
    pair.console.send(chat('while away'))
    pair.console.send({ type: 'key-pressed', code: 'Enter' })
    pair.applet.send(chat('here, too'))
    pair.applet.sendFrame(new Uint8Array(10))
    const resumed = Promise.all([pair.opens(pair.console), pair.opens(pair.applet)])
    pair.connect()
    expect(await resumed).toEqual([
      { verified: true, resumed: true },
      { verified: true, resumed: true },
    ])
    pair.console.send(chat('after'))
    await until(() => applet.length === 3 && console.length === 1, 'the rest')
    expect(applet).toEqual(['before', 'while away', 'after'])
    expect(console).toEqual(['here, too'])
  })

  test('a cut at any record of the talk about keys does not lose the way back', async () => {
    for (let survived = 0; survived < 4; survived += 1) {
      const pair = await ChannelPair.verified()
      const applet = listen(pair.applet)
      pair.cut()
      pair.console.send(chat('kept'))
      let left = survived
      pair.meddle = (bytes) => {
        left -= 1
        if (left < 0) pair.cut()
        return left < 0 ? [] : [bytes]
      }
      pair.connect()
      await new Promise((resolve) => setTimeout(resolve, 5))
      pair.meddle = (bytes) => [bytes]
      pair.connect()
      await until(() => applet.length === 1, `the message after a cut at record ${survived}`)
      expect(applet).toEqual(['kept'])
    }
  })

  test('after the limit it is over, by name', async () => {
    const clock = new FakeClock()
    const pair = await ChannelPair.verified({ clock })
    const heard = listen(pair.console)
    pair.cut()
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(LIMITS.resumeMs)
    expect(heard).toEqual(['closed: peer-left'])
  })
})

describe('[S6] under the policy `offered`', () => {
  test('it begins unverified, and the digits verify it at any time', async () => {
    const pair = new ChannelPair({ policy: 'offered' })
    const opened: unknown[] = []
    pair.applet.on('opened', (event) => opened.push(event))
    const both = Promise.all([pair.opens(pair.console), pair.opens(pair.applet)])
    pair.connect()
    await both
    expect(opened).toEqual([{ verified: false, resumed: false }])
    expect(pair.code.digits).toBeUndefined()
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.consoleExchange.requestCode()
    await until(() => opened.length === 2, 'the verified key')
    expect(opened[1]).toEqual({ verified: true, resumed: false })
  })

  test('a console that asks for an unverified key where the digits are required is refused', async () => {
    const pair = new ChannelPair({ policy: 'required' })
    const heard = listen(pair.applet)
    const share = new Uint8Array(32).fill(9).toHex()
    pair.connect()
    await until(() => pair.code.digits !== undefined, 'the digits')
    pair.consoleExchange.line?.send({ type: 'key-offered', agreement: 'unverified', share })
    await until(() => heard.length === 1, 'the end')
    expect(heard).toEqual(['closed: protocol-error'])
  })
})

test('a closed channel sends nothing and says once that it is closed', async () => {
  const pair = await ChannelPair.verified()
  const passed = record(pair)
  const heard = listen(pair.applet)
  pair.applet.close('ended')
  pair.applet.close('internal-error')
  pair.applet.send(chat('too late'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(heard).toEqual(['closed: ended'])
  expect(passed).toEqual([])
})

test('[D2] what the other side never acknowledges is kept up to a limit; then the conversation is over', async () => {
  const pair = await ChannelPair.verified()
  const heard = listen(pair.console)
  pair.cut()
  for (let count = 0; count <= LIMITS.retainedMessages; count += 1) pair.console.send(chat('x'))
  expect(heard).toEqual(['closed: peer-too-slow'])
})

function otherThan(digits = '000000'): string {
  return digits === '000000' ? '000001' : '000000'
}
