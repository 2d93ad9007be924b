import { describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import { Misses } from '../../../src/channel/sealing/misses.ts'
import { SpokenCode } from '../../../src/channel/sealing/spoken-code.ts'
import type { HandshakeMessage } from '../../../src/protocol/handshake/catalog.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { payloadOf, recordInClear, saidInClear } from '../../support/clear-record.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { Side } from '../../support/memory-pipe.ts'

const otherThan = (digits = '000000') => (digits === '000000' ? '000001' : '000000')

/** How each side's channel opened and closed. */
function follow(pair: ChannelPair, side: Side): string[] {
  const told: string[] = []
  pair[side].on('opened', ({ verified }) => told.push(verified ? 'verified' : 'unverified'))
  pair[side].on('closed', ({ code }) => told.push(code))
  return told
}

/** Counts what passes, before `meddle` sees it. */
function count(pair: ChannelPair, type: HandshakeMessage['type'], side: Side): () => number {
  const { meddle } = pair
  let passed = 0
  pair.meddle = (record, from) => {
    if (from === side && saidInClear(record, from)?.type === type) passed += 1
    return meddle(record, from)
  }
  return () => passed
}

/**
 * A relay with an exchange of its own to either side, as which it can read an unverified session. From now on it passes on
 * what is said in clear, in the hope that the digits are proven to it.
 */
function glue(withConsole: ChannelPair, withApplet: ChannelPair): void {
  const passOn = (from: Side, own: ChannelPair, other: ChannelPair, to: Side, next: bigint) => {
    let seq = next
    own.meddle = (record, side) => {
      if (side !== from) return [record]
      if (readRecordHeader(record).type === 'handshake') other.bring(recordInClear(seq++, payloadOf(record)), to)
      return []
    }
  }
  // Hello, the half and the proof of the unverified exchange went before.
  passOn('console', withConsole, withApplet, 'applet', 3n)
  passOn('applet', withApplet, withConsole, 'console', 3n)
}

test('[DOWN-1] [S6] two exchanges glued together are verified by no digits, and the third try ends both', async () => {
  const [left, right] = [new ChannelPair({ policy: 'offered' }), new ChannelPair({ policy: 'offered' })]
  const [console, applet] = [follow(left, 'console'), follow(right, 'applet')]
  left.connect()
  right.connect()
  await quiet()
  glue(left, right)
  const type = () => left.consoleExchange.enterCode(right.code.digits ?? '')
  const tries: number[] = []
  left.consoleExchange.on('codeShown', type)
  left.consoleExchange.on('codeRefused', ({ triesLeft }) => {
    tries.push(triesLeft)
    type()
  })
  left.consoleExchange.requestCode()
  for (let round = 0; round < 5; round += 1) await quiet()
  expect(tries).toEqual([2, 1])
  expect(right.code.triesLeft).toBe(0)
  expect(console).toEqual(['unverified', 'verification-failed'])
  expect(applet).toEqual(['unverified', 'verification-failed'])
})

describe('[E2E-1] [S5] whoever guesses digits has three tries at a side, whatever is begun anew', () => {
  test('at the applet: a hundred new pages, each with another guess', async () => {
    const code = new SpokenCode(new FakeClock())
    let answers = 0
    const ends = new Set<string | undefined>()
    for (let page = 0; page < 100; page += 1) {
      const pair = new ChannelPair({ code })
      const told = follow(pair, 'applet')
      const refused = count(pair, 'code-refused', 'applet')
      pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(otherThan(code.digits)))
      pair.connect()
      await quiet()
      answers += refused()
      ends.add(told.at(-1))
      pair.cut()
      await quiet()
    }
    expect(answers).toBe(LIMITS.codeTries)
    expect(code.triesLeft).toBe(0)
    expect([...ends]).toEqual([undefined, 'verification-failed'])
  })

  test('at the applet: a hundred pages at the same time, where the fourth guess would be right', async () => {
    const code = new SpokenCode(new FakeClock())
    const answered: (() => void)[] = []
    const pairs = Array.from({ length: 100 }, (_, page) => {
      const pair = new ChannelPair({ code })
      pair.meddle = (record, from) => {
        const isProof = from === 'console' && saidInClear(record, from)?.type === 'key-confirmed'
        if (isProof) answered.push(() => pair.bring(record, 'applet'))
        return isProof ? [] : [record]
      }
      const digits = () => (page < 3 ? otherThan(code.digits) : (code.digits ?? ''))
      pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(digits()))
      return { pair, told: follow(pair, 'applet') }
    })
    for (const { pair } of pairs) pair.connect()
    await quiet()
    expect(answered).toHaveLength(100)
    for (const prove of answered) {
      prove()
      await quiet()
    }
    expect(pairs.flatMap(({ told }) => told)).not.toContain('verified')
  })

  test('at the console: a relay that has seen the proof and hangs up has used a try', async () => {
    const misses = new Misses()
    let proofs = 0
    let last: string[] = []
    for (let line = 0; line < 10; line += 1) {
      const pair = new ChannelPair({ misses })
      const proven = count(pair, 'key-confirmed', 'console')
      const { meddle } = pair
      pair.meddle = (record, from) => (saidInClear(record, from)?.type === 'code-refused' ? [] : meddle(record, from))
      last = follow(pair, 'console')
      pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(otherThan(pair.code.digits)))
      pair.connect()
      await quiet()
      pair.cut()
      await quiet()
      proofs += proven()
    }
    expect(proofs).toBe(LIMITS.codeTries)
    expect(last).toEqual(['verification-failed'])
  })

  test('at the console: a proof that does not fit is a try, too', async () => {
    const misses = new Misses()
    const pair = new ChannelPair({ misses })
    pair.meddle = (record, from) => {
      const said = saidInClear(record, from)
      const isRefusal = said?.type === 'code-refused'
      if (!isRefusal) return [record]
      const forged = JSON.stringify({ type: 'key-confirmed', tag: '00'.repeat(32) })
      return [recordInClear(readRecordHeader(record).seq, new TextEncoder().encode(forged))]
    }
    const told = follow(pair, 'console')
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(otherThan(pair.code.digits)))
    pair.connect()
    await quiet()
    expect(told).toEqual(['tampered'])
    expect(misses.triesLeft).toBe(2)
  })

  test('whoever is right has used no try', async () => {
    const misses = new Misses()
    const pair = await ChannelPair.verified({ misses })
    pair.cut()
    await quiet()
    expect([misses.triesLeft, pair.code.triesLeft]).toEqual([3, 3])
  })
})
