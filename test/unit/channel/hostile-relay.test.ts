import { beforeAll, describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import type { VerificationPolicy } from '../../../src/protocol/verification.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { type Course, converse } from '../../support/hostile-conversation.ts'
import { type Attack, isInClear } from '../../support/hostile-line.ts'
import { Tally } from '../../support/tally.ts'
import { verdictOf } from '../../support/verdict.ts'

type Bytes = Uint8Array<ArrayBuffer>

const FULL = process.env.FULL === '1'

const POLICIES = ['offered', 'required'] as const

/** What is said when nobody meddles, and what was said in another session. */
const honest: Partial<Record<VerificationPolicy, Course>> = {}
const foreign: Partial<Record<VerificationPolicy, Course>> = {}

beforeAll(async () => {
  for (const policy of POLICIES) {
    foreign[policy] = await converse(policy)
    honest[policy] = await converse(policy)
  }
})

const ATTACKS: Record<string, Attack> = {
  'left out': { spare: 0, now: () => [] },
  doubled: { spare: 1, now: (record) => [record, record.slice()] },
  'brought after the one that follows': { spare: 0, now: () => [], next: (record, held) => [record, held] },
  'followed by the one before it': replay((past) => past.at(-1)),
  'followed by the first of all': replay((past) => past[0]),
  'followed by the first that was sealed': replay((past) => past.find((record) => epochOf(record) > 0)),
  'followed by the last of the epoch before': replay((past, record) =>
    past.findLast((old) => epochOf(old) === epochOf(record) - 1),
  ),
  'followed by one of the other direction': {
    spare: 1,
    now: (record, past, from) => withOld(record, past.findLast((old) => old.from !== from)?.bytes),
  },
  'sent back, too': { spare: 0, reflects: true, now: (record) => [record] },
  'made a byte longer': { spare: 0, now: (record) => [new Uint8Array([...record, 0])] },
  'made a tag longer': { spare: 0, now: (record) => [new Uint8Array([...record, ...new Uint8Array(16)])] },
  'cut to nothing': { spare: 0, now: () => [new Uint8Array()] },
  'cut to half a header': { spare: 0, now: (record) => [record.slice(0, 12)] },
  'cut to its header': { spare: 0, now: (record) => [record.slice(0, 24)] },
  'cut by a tag': { spare: 0, now: (record) => [record.slice(0, -16)] },
  'cut by a byte': { spare: 0, now: (record) => [record.slice(0, -1)] },
}

/** The record, and then one that its sender sent before. */
function replay(choose: (past: readonly Bytes[], record: Bytes) => Bytes | undefined): Attack {
  const now: Attack['now'] = (record, past, from) =>
    withOld(
      record,
      choose(
        past.filter((old) => old.from === from).map(({ bytes }) => bytes),
        record,
      ),
    )
  return { spare: 1, now }
}

function withOld(record: Bytes, old: Bytes | undefined): Bytes[] | undefined {
  return old && [record, old.slice()]
}

function epochOf(record: Bytes): number {
  return readRecordHeader(record).epoch
}

/** Some records say the same in every session. */
function unlike(record: Bytes, other: Bytes | undefined): Bytes[] | undefined {
  return other && Buffer.compare(record, other) !== 0 ? [other.slice()] : undefined
}

/** With the digits first only the beginning is different. */
function recordsOf(policy: VerificationPolicy): number {
  const { passed = [], revealing = 0 } = honest[policy] ?? {}
  return policy === 'offered' || FULL ? revealing : passed.findIndex((record) => !isInClear(record))
}

/** What became of this attack on every record of the conversation. */
async function judge(policy: VerificationPolicy, name: string, attackOn: (index: number) => Attack): Promise<Tally> {
  const tally = new Tally()
  for (let index = 0; index < recordsOf(policy); index += 1) {
    const attack = attackOn(index)
    tally.add(verdictOf(await converse(policy, index, attack), attack, name))
  }
  return tally
}

describe.each(POLICIES)('[E2E-2] [S10] [C2] under the policy `%s` no record can be', (policy) => {
  test('different from what was sent: without a relay all is heard', () => {
    const { sent, heard, closed } = honest[policy] as Course
    expect(heard).toEqual(sent)
    expect(closed).toEqual([])
  })

  test.for(Object.entries(ATTACKS))('%s', async ([name, attack], { annotate }) => {
    const tally = await judge(policy, name, () => attack)
    await annotate(tally.text)
    expect(tally.undetected).toEqual([])
  })

  test('taken from another session', async ({ annotate }) => {
    const attackOn = (index: number): Attack => ({
      spare: 0,
      now: (record) => unlike(record, foreign[policy]?.passed[index]?.bytes),
    })
    const tally = await judge(policy, 'another session', attackOn)
    await annotate(tally.text)
    expect(tally.undetected).toEqual([])
  })
})

describe('[E2E-2] [S10] what was left out at an end is found out', () => {
  test('the last record of all: by the next', async () => {
    const pair = await ChannelPair.verified()
    const told: string[] = []
    pair.applet.on('message', ({ message }) => told.push('text' in message ? message.text : message.type))
    pair.applet.on('closed', ({ code }) => told.push(code))
    pair.meddle = () => []
    pair.console.send({ type: 'chat-said', time: 0, text: 'left out' })
    await quiet()
    expect(told).toEqual([])
    pair.meddle = (record) => [record]
    pair.console.send({ type: 'chat-said', time: 0, text: 'the next' })
    await quiet()
    expect(told).toEqual(['tampered'])
  })

  test.each(['console', 'applet'] as const)(
    'the last from the %s under a key: by the first under the next',
    async (from) => {
      const pair = await ChannelPair.verified()
      const to = from === 'console' ? pair.applet : pair.console
      const told: string[] = []
      to.on('message', ({ message }) => told.push('text' in message ? message.text : message.type))
      to.on('closed', ({ code }) => told.push(code))
      pair.meddle = (record) => (epochOf(record) > 0 ? [] : [record])
      pair[from].send({ type: 'chat-said', time: 0, text: 'left out' })
      await quiet()
      pair.consoleExchange.renew()
      await quiet()
      pair.meddle = (record) => [record]
      pair[from].send({ type: 'chat-said', time: 0, text: 'the next' })
      await quiet()
      expect(told).toEqual(['tampered'])
    },
  )
})
