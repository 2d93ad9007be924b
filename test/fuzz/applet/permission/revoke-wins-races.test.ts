import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { quiet } from '../../../support/channel-pair.ts'
import { ControlledSession } from '../../../support/controlled-session.ts'
import { xorshift } from '../../../support/xorshift.ts'

const INTERLEAVINGS = 10_000
const STOP_MS = 50

/** What was clicked under which count of revokes, and what became of it. */
class Race {
  readonly session: ControlledSession
  readonly late: string[] = []
  executed = 0
  revokes = 0
  readonly #sealedUnder = new Map<number, number>()
  #looked = 0
  #isCut = false
  isOver = false

  constructor(session: ControlledSession) {
    this.session = session
  }

  readonly steps = {
    click: () => void this.#sealedUnder.set(this.session.click(), this.revokes),
    'sink is slow': () => {
      this.session.sink.ready ??= Promise.withResolvers()
    },
    'sink is ready': () => {
      this.session.sink.ready?.resolve()
      this.session.sink.ready = undefined
    },
    'large X': () => this.#narrow(() => this.session.gate.revokeAll()),
    narrowing: () => this.#narrow(() => this.session.gate.revoke('control')),
    'Yes again': () => this.session.gate.grant('control'),
    'cut noticed': () => this.#cut(['console', 'applet']),
    'cut not noticed': () => this.#cut([]),
    'new page': () => {
      this.#narrow(() => this.session.replacePage())
      this.isOver = true
    },
  }

  /** Everything that acted since the last look must have been sealed after the last revoke. */
  look(): void {
    const { calls } = this.session.sink
    for (; this.#looked < calls.length; this.#looked += 1) {
      const click = calls[this.#looked]
      if (typeof click !== 'number') continue
      this.executed += 1
      const under = this.#sealedUnder.get(click) ?? -1
      if (under < this.revokes) this.late.push(`click ${click}, sealed under ${under}, acted under ${this.revokes}`)
    }
  }

  #narrow(act: () => void): void {
    this.look()
    const before = this.session.gate.granted.length
    act()
    // Also what acted while it was taken back was late.
    if (this.session.gate.granted.length < before) this.revokes += 1
    this.look()
  }

  #cut(noticedBy: readonly ('console' | 'applet')[]): void {
    if (this.#isCut) return this.session.pair.connect()
    this.session.pair.cut('peer-left', noticedBy)
    this.#isCut = true
  }

  async mend(): Promise<void> {
    this.#isCut = false
    if (this.isOver) return
    this.session.pair.connect()
    await quiet()
  }

  get isCut(): boolean {
    return this.#isCut
  }
}

type Step = keyof Race['steps']

/** Clicks are the most, a new page is the rarest: it ends a session. */
const WEIGHTS: readonly (readonly [Step, number])[] = [
  ['click', 120],
  ['sink is slow', 30],
  ['sink is ready', 30],
  ['large X', 25],
  ['narrowing', 25],
  ['Yes again', 50],
  ['cut noticed', 3],
  ['cut not noticed', 3],
  ['new page', 1],
]
const BAG = WEIGHTS.flatMap(([step, weight]) => Array.from({ length: weight }, () => step))

test('[GATE-3] [S9] [P7] 10 000 interleavings: nothing acts after a revoke that was sealed before it', async ({
  annotate,
}) => {
  const random = xorshift(20261121)
  const totals = { executed: 0, revokes: 0, sessions: 0 }
  const late: string[] = []
  let race: Race | undefined
  for (let interleaving = 0; interleaving < INTERLEAVINGS; interleaving += 1) {
    race ??= new Race(await ControlledSession.begin())
    await interleave(race, random)
    if (!race.isOver && interleaving < INTERLEAVINGS - 1) continue
    late.push(...race.late)
    totals.executed += race.executed
    totals.revokes += race.revokes
    totals.sessions += 1
    race = undefined
  }
  await annotate(`${totals.executed} clicks acted, ${totals.revokes} revokes, ${totals.sessions} sessions`)
  expect(late).toEqual([])
  expect(totals.executed).toBeGreaterThan(INTERLEAVINGS / 2)
  expect(totals.revokes).toBeGreaterThan(INTERLEAVINGS / 2)
}, 120_000)

async function interleave(race: Race, random: () => number): Promise<void> {
  const steps = 6 + Math.floor(random() * 8)
  for (let step = 0; step < steps && !race.isOver; step += 1) {
    race.steps[BAG[Math.floor(random() * BAG.length)] as Step]()
    race.look()
    if (random() < 0.4) await quiet()
    race.look()
  }
  race.steps['sink is ready']()
  await quiet()
  race.look()
  if (race.isCut) await race.mend()
  race.look()
}

describe('[GATE-3] [P7] the customer takes everything back while the sink is slow and its queue is full', () => {
  test.for(['with the line up', 'with the line cut', 'with a line that is dead, and nobody noticed'])(
    '%s',
    async (line, { annotate }) => {
      const session = await ControlledSession.begin()
      session.sink.ready = Promise.withResolvers()
      for (let click = 0; click < LIMITS.waitingInputs; click += 1) session.click()
      await quiet()
      if (line !== 'with the line up')
        session.pair.cut('peer-left', line === 'with the line cut' ? ['console', 'applet'] : [])
      const heard: string[] = []
      session.gate.on('revoked', () => heard.push('told'))
      const before = session.sink.calls.length
      // Not time by the clock: others may have the processor meanwhile.
      const began = process.threadCpuUsage()
      session.gate.revokeAll()
      const { user, system } = process.threadCpuUsage(began)
      const ms = (user + system) / 1000
      // Stopped before it returns: what was held is let go, and then it is told.
      expect(session.sink.calls.slice(before)).toEqual(['released'])
      expect(heard).toEqual(['told'])
      expect(ms).toBeLessThan(STOP_MS)
      await annotate(`${ms.toFixed(2)} ms`)
      session.sink.ready.resolve()
      session.sink.ready = undefined
      session.gate.grant('control')
      await quiet()
      await quiet()
      expect(session.sink.calls.slice(before).filter((call) => call !== 'released')).toEqual([])
    },
  )
})
