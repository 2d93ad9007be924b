import { beforeAll, describe, expect, test } from 'vitest'
import { readRecordHeader } from '../../../src/channel/record.ts'
import type { VerificationPolicy } from '../../../src/protocol/verification.ts'
import { LENGTH_ATTACKS, ORDER_ATTACKS } from '../../support/attacks.ts'
import { ChannelPair, quiet } from '../../support/channel-pair.ts'
import { type Course, converse } from '../../support/hostile-conversation.ts'
import { type Attack, isInClear } from '../../support/hostile-line.ts'
import { Tally } from '../../support/tally.ts'
import { verdictOf } from '../../support/verdict.ts'

type Bytes = Uint8Array<ArrayBuffer>

const FULL = process.env.FULL === '1'

/** A busy machine, and every attack is as many conversations as there are records. */
const TIMEOUT_MS = FULL ? 600_000 : 60_000

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

/** Some records say the same in every session. */
function unlike(record: Bytes, other: Bytes | undefined): Bytes[] | undefined {
  return other && Buffer.compare(record, other) !== 0 ? [other.slice()] : undefined
}

/** Every record; with the digits first only the beginning is different. */
function recordsOf(policy: VerificationPolicy): number[] {
  const { passed = [], revealing = 0 } = honest[policy] ?? {}
  const count = policy === 'offered' || FULL ? revealing : passed.findIndex((record) => !isInClear(record))
  return Array.from({ length: count }, (_, index) => index)
}

/** One of each kind from each side; with FULL=1 all. */
function kindsOf(policy: VerificationPolicy): number[] {
  const { passed = [] } = honest[policy] ?? {}
  const names = passed.map(({ from, kind }) => `${from} ${kind}`)
  return recordsOf(policy).filter((index) => FULL || names.indexOf(names[index] as string) === index)
}

/** What became of this attack on each of these records. */
async function judge(
  policy: VerificationPolicy,
  indexes: readonly number[],
  name: string,
  attackOn: (index: number) => Attack,
): Promise<Tally> {
  const tally = new Tally()
  for (const index of indexes) {
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

  test.for(Object.entries(ORDER_ATTACKS))('%s', { timeout: TIMEOUT_MS }, async ([name, attack], { annotate }) => {
    const tally = await judge(policy, recordsOf(policy), name, () => attack)
    await annotate(tally.text)
    expect(tally.undetected).toEqual([])
  })

  test.for(Object.entries(LENGTH_ATTACKS))('%s', { timeout: TIMEOUT_MS }, async ([name, attack], { annotate }) => {
    const tally = await judge(policy, kindsOf(policy), name, () => attack)
    await annotate(tally.text)
    expect(tally.undetected).toEqual([])
  })

  test('taken from another session', { timeout: TIMEOUT_MS }, async ({ annotate }) => {
    const attackOn = (index: number): Attack => ({
      spare: 0,
      now: (record) => unlike(record, foreign[policy]?.passed[index]?.bytes),
    })
    const tally = await judge(policy, recordsOf(policy), 'another session', attackOn)
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
      pair.meddle = (record) => (readRecordHeader(record).epoch > 0 ? [] : [record])
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
