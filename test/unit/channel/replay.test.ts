import { describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import { SpokenCode } from '../../../src/channel/sealing/spoken-code.ts'
import { ChannelPair, LooseEnd, quiet } from '../../support/channel-pair.ts'
import { saidInClear } from '../../support/clear-record.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { Side } from '../../support/memory-pipe.ts'

type Bytes = Uint8Array<ArrayBuffer>

const DIGITS = '482913'

/** The same digits in every session. */
class SameCode extends SpokenCode {
  override get digits(): string | undefined {
    return super.digits && DIGITS
  }
}

/** A session with talk, a new key, a cut and a return; all that passed, each line by itself. */
async function recordedSession(): Promise<{ pair: ChannelPair; lines: Record<Side, Bytes[]>[] }> {
  const pair = newPair()
  const lines: Record<Side, Bytes[]>[] = []
  pair.meddle = (bytes, from) => {
    lines.at(-1)?.[from].push(bytes.slice())
    return [bytes]
  }
  pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(DIGITS))
  for (let line = 0; line < 2; line += 1) {
    lines.push({ console: [], applet: [] })
    pair.connect()
    await talk(pair)
    pair.consoleExchange.renew()
    await talk(pair)
    if (line === 0) pair.cut()
    await quiet()
  }
  return { pair, lines }
}

function newPair(): ChannelPair {
  return new ChannelPair({ code: new SameCode(new FakeClock()) })
}

async function talk(pair: ChannelPair): Promise<void> {
  await quiet()
  pair.console.send({ type: 'permission-requested', permission: 'control' })
  pair.console.send({ type: 'key-pressed', code: 'Enter' })
  pair.applet.send({ type: 'chat-said', time: 0, text: 'hello' })
  pair.applet.sendFrame(new Uint8Array(100))
  await quiet()
}

/** All that happens at this side, from now on, but that it ends. */
function effectsAt(pair: ChannelPair, side: Side): string[] {
  const effects: string[] = []
  pair[side].on('opened', () => effects.push('opened'))
  pair[side].on('message', ({ message }) => effects.push(message.type))
  pair[side].on('frame', () => effects.push('frame'))
  return effects
}

function endOf(pair: ChannelPair, side: Side): () => string | undefined {
  let end: string | undefined
  pair[side].on('closed', ({ code }) => {
    end = code
  })
  return () => end
}

describe.each(['applet', 'console'] as const)('[REP-1] a recorded session, said again to the %s,', (side) => {
  const other = side === 'applet' ? 'console' : 'applet'

  test('has no effect in a new session, though its digits and its number are the same', async () => {
    const { lines } = await recordedSession()
    for (const whole of [lines, lines.slice(0, 1), lines.slice(1)]) {
      const pair = newPair()
      const effects = effectsAt(pair, side)
      const line = new LooseEnd()
      pair[side].attach(line)
      pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(DIGITS))
      for (const record of whole.flatMap((recorded) => recorded[other])) {
        line.say(record)
        await quiet()
      }
      expect(effects).toEqual([])
    }
  })

  test('has no effect in the same session on a new line', async () => {
    const { pair, lines } = await recordedSession()
    const effects = effectsAt(pair, side)
    const line = new LooseEnd()
    pair[side].attach(line)
    for (const record of lines.flatMap((recorded) => recorded[other])) {
      line.say(record)
      await quiet()
    }
    expect(effects).toEqual([])
  })

  test('has no effect on the line that is up: each record ends it by name', async () => {
    const { lines } = await recordedSession()
    const count = lines.flatMap((recorded) => recorded[other]).length
    for (let at = 0; at < count; at += 1) {
      const again = await recordedSession()
      const effects = effectsAt(again.pair, side)
      const end = endOf(again.pair, side)
      again.pair.bring(again.lines.flatMap((recorded) => recorded[other])[at] as Bytes, side)
      await quiet()
      expect(effects).toEqual([])
      expect(['tampered', 'protocol-error']).toContain(end())
    }
  })
})

test('[REP-1] [S8] an offer to come back that was made before brings nobody back', async () => {
  const { pair, lines } = await recordedSession()
  const offer = lines[1]?.console[0] as Bytes
  expect(saidInClear(offer, 'console')?.type).toBe('resume-offered')
  const effects = effectsAt(pair, 'applet')
  const end = endOf(pair, 'applet')
  const line = new LooseEnd()
  pair.applet.attach(line)
  for (const record of lines[1]?.console ?? []) line.say(record)
  await quiet()
  expect(effects).toEqual([])
  expect(end()).toBe('resume-refused')
})

test('[REP-1] records of an epoch before are refused, though their numbers would be next', async () => {
  const { pair, lines } = await recordedSession()
  const old = lines[0]?.console.find((record) => readRecordHeader(record).epoch === 1) as Bytes
  const effects = effectsAt(pair, 'applet')
  const end = endOf(pair, 'applet')
  pair.consoleExchange.renew()
  await quiet()
  expect(readRecordHeader(old)).toMatchObject({ epoch: 1, seq: 0n })
  pair.bring(old, 'applet')
  await quiet()
  expect([effects, end()]).toEqual([[], 'tampered'])
})
