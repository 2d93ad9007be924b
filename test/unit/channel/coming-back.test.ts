import { describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import type { PeerMessage } from '../../../src/protocol/peer/catalog.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { saidInClear } from '../../support/clear-record.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { Meddle, Side } from '../../support/memory-pipe.ts'

const chat = (text: string): PeerMessage => ({ type: 'chat-said', time: 0, text })

function listen(pair: ChannelPair, side: Side): string[] {
  const heard: string[] = []
  pair[side].on('message', ({ message }) => heard.push('text' in message ? message.text : message.type))
  pair[side].on('cut', () => heard.push('cut'))
  pair[side].on('closed', ({ code }) => heard.push(`closed: ${code}`))
  return heard
}

/** Withholds what this side seals. */
function withhold(pair: ChannelPair, side: Side): Uint8Array<ArrayBuffer>[] {
  const withheld: Uint8Array<ArrayBuffer>[] = []
  pair.meddle = (record, from) => {
    const isOurs = from === side && readRecordHeader(record).type !== 'handshake'
    if (isOurs) withheld.push(record)
    return isOurs ? [] : [record]
  }
  return withheld
}

const forward: Meddle = (record) => [record]

describe('[REP-1] [D1] [S8] what was withheld before a cut does not come twice', () => {
  test.each<[Side, 'resume-offered' | 'key-answered']>([
    ['applet', 'resume-offered'],
    ['console', 'key-answered'],
  ])('brought to the %s on the new line, before the new keys', async (to, moment) => {
    const from = to === 'applet' ? 'console' : 'applet'
    const pair = await ChannelPair.verified()
    const heard = listen(pair, to)
    const withheld = withhold(pair, from)
    pair[from].send(chat('one'))
    pair[from].send(chat('two'))
    await quiet()
    pair.cut()
    pair.meddle = (record, side) => {
      const isMoment = saidInClear(record, side)?.type === moment
      return isMoment ? [record, ...withheld] : [record]
    }
    pair.connect()
    await quiet()
    expect(heard).toEqual(['cut', 'closed: tampered'])
  })

  test('brought on the line before, which one side took for dead', async () => {
    const pair = await ChannelPair.verified()
    const heard = listen(pair, 'applet')
    const withheld = withhold(pair, 'console')
    const line = pair.lineTo('applet')
    pair.console.send(chat('one'))
    await quiet()
    pair.meddle = (record, from) => {
      if (from === 'applet' && saidInClear(record, from)) for (const late of withheld.splice(0)) line.bring(late)
      return [record]
    }
    pair.connect()
    await quiet()
    pair.console.send(chat('two'))
    await quiet()
    expect(heard).toEqual(['cut', 'one', 'two'])
  })
})

describe('[S8] a proof that is lost on its way', () => {
  test('any number of times does not lose the way back', async () => {
    const pair = await ChannelPair.verified()
    const heard = listen(pair, 'applet')
    pair.console.send(chat('one'))
    for (let round = 0; round < 3; round += 1) {
      pair.cut()
      pair.meddle = (record, from) => {
        if (from === 'console' || saidInClear(record, from)?.type !== 'key-confirmed') return [record]
        pair.cut()
        return []
      }
      pair.connect()
      await quiet()
    }
    pair.meddle = forward
    pair.connect()
    pair.console.send(chat('two'))
    await quiet()
    expect(heard.filter((what) => what !== 'cut')).toEqual(['one', 'two'])
  })
})

describe('[S8] the time to come back', () => {
  test('is over when the two are back, however many lines were tried', async () => {
    const clock = new FakeClock()
    const pair = await ChannelPair.verified({ clock })
    const heard = listen(pair, 'console')
    pair.meddle = () => []
    for (let line = 0; line < 3; line += 1) {
      pair.cut()
      await quiet()
      pair.connect()
      await quiet()
    }
    pair.cut()
    await quiet()
    pair.meddle = forward
    pair.connect()
    await quiet()
    clock.advance(LIMITS.resumeMs * 2)
    await quiet()
    pair.applet.send(chat('still here'))
    await quiet()
    expect(heard).toEqual(['cut', 'still here'])
  })

  test('runs from the first cut: lines that lead nowhere do not make it longer', async () => {
    const clock = new FakeClock()
    const pair = await ChannelPair.verified({ clock })
    const heard = listen(pair, 'applet')
    pair.meddle = () => []
    for (let minute = 0; minute < 15; minute += 1) {
      pair.cut()
      await quiet()
      pair.connect()
      await quiet()
      clock.advance(LIMITS.resumeMs / 15)
    }
    expect(heard).toEqual(['cut', 'closed: peer-left'])
  })
})

test('a line that is brought to a conversation that is over is given back', async () => {
  const pair = await ChannelPair.verified()
  pair.applet.close('ended')
  await quiet()
  const heard = listen(pair, 'applet')
  const passed: unknown[] = []
  pair.meddle = (record) => {
    passed.push(record)
    return [record]
  }
  pair.connect()
  await quiet()
  expect([heard, passed]).toEqual([[], []])
})

test('a listener that fails ends the channel with our fault, and the error is not lost', async () => {
  const pair = await ChannelPair.verified()
  const heard = listen(pair, 'applet')
  const errors: unknown[] = []
  const before = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (error) => errors.push(error))
  pair.applet.on('message', () => {
    throw new Error('a bug of ours')
  })
  for (const text of ['one', 'two', 'three']) pair.console.send(chat(text))
  await quiet()
  await quiet()
  process.removeAllListeners('unhandledRejection')
  for (const listener of before) process.on('unhandledRejection', listener)
  expect(heard).toEqual(['one', 'closed: internal-error'])
  expect(errors).toEqual([new Error('a bug of ours')])
})
