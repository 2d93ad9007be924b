import { expect } from 'vitest'
import { grantControl, type SessionOnBadLines } from './bad-lines.ts'
import type { ConsoleClient } from './console-client.ts'
import type { FaultProxy } from './fault-proxy.ts'
import { until } from './until.ts'
import type { WireClient } from './wire-client.ts'

export const FAULTS = ['reset', 'end', 'half-open', 'link-down', 'stall-to-broker', 'stall-from-broker'] as const
export const SIDES = [['applet'], ['console'], ['applet', 'console']] as const

export interface Plan {
  readonly fault: (typeof FAULTS)[number]
  readonly sides: (typeof SIDES)[number]
  readonly ms: number
}

/** How long it took from the link until what was said then was heard on both sides. */
export type Return = Plan & { readonly backMs: number; readonly noticed: boolean }

/** A return that is slower fails at once; how fast most have to be is for the test to say. */
const LONGEST_RETURN_MS = 60_000
const TALK_MS = 700
/** Silence of this length is noticed by both sides. */
const SURELY_NOTICED_MS = 11_000

/** A session whose lines are cut again and again; each time it has to be the same session that goes on. */
export class CutSession {
  readonly #session: SessionOnBadLines
  readonly #rows: WireClient
  #said = 0

  private constructor(session: SessionOnBadLines, rows: WireClient) {
    this.#session = session
    this.#rows = rows
  }

  static async begin(session: SessionOnBadLines, technician: ConsoleClient): Promise<CutSession> {
    await grantControl(session)
    return new CutSession(session, await technician.listSocket())
  }

  async cut(plan: Plan): Promise<Return> {
    const { page, customer, lines } = this.#session
    const before = { cuts: page.cuts, statuses: customer.statuses.length }
    this.#rows.forget()
    const backMs = await this.through(async () => {
      for (const side of plan.sides) breakLine(lines[side], plan.fault)
      await new Promise((resolve) => setTimeout(resolve, plan.ms))
      for (const side of plan.sides) lines[side].heal()
    })
    const noticed = page.cuts > before.cuts
    if (plan.ms > SURELY_NOTICED_MS) expect(noticed).toBe(true)
    await this.#checkStatuses(plan, customer.statuses.slice(before.statuses))
    return { ...plan, backMs, noticed }
  }

  /** Whatever happens to the network meanwhile. Resolves with how long it took after it. */
  async through(outage: () => Promise<void>): Promise<number> {
    const { page } = this.#session
    await this.#holdDown()
    const { cuts } = page
    await this.#talkDuring(outage())
    const backMs = await this.#back()
    if (page.cuts > cuts) await this.#checkNewLine()
    else page.send({ type: 'input-let-go' })
    await this.#checkSession()
    return backMs
  }

  async #holdDown(): Promise<void> {
    const { page, applet } = this.#session
    page.send({ type: 'button-pressed', x: 5, y: 5, button: 'left' })
    page.send({ type: 'key-pressed', code: 'ShiftLeft' })
    await until(() => applet.input.at(-1)?.code === 'ShiftLeft', 'what is held down')
  }

  async #talkDuring(outage: Promise<void>): Promise<void> {
    this.#sayBoth()
    const talking = setInterval(() => this.#sayBoth(), TALK_MS)
    await outage
    clearInterval(talking)
  }

  #sayBoth(): void {
    this.#said += 1
    this.#session.page.say(String(this.#said))
    this.#session.customer.write(String(this.#said))
  }

  /** Until what is said from now on is heard on both sides. */
  async #back(): Promise<number> {
    const { page, customer } = this.#session
    const linkBackAt = performance.now()
    this.#sayBoth()
    const isLast = (text: string | undefined) => text === String(this.#said)
    const both = () => isLast(page.all('chat-said').at(-1)?.text) && isLast(heardBy(customer).at(-1))
    await until(both, 'both to hear each other again', LONGEST_RETURN_MS)
    return Math.round(performance.now() - linkBackAt)
  }

  async #checkNewLine(): Promise<void> {
    const { page, applet } = this.#session
    expect(page.opened.at(-1)).toEqual({ verified: true, resumed: true })
    expect(applet.input.at(-1)).toEqual({ type: 'released-all', held: ['left', 'ShiftLeft'] })
    await until(() => page.updatesSinceCut.length > 0, 'a picture on the new line')
    expect(page.updatesSinceCut[0]?.keyframe).toBe(true)
  }

  async #checkStatuses({ sides, ms }: Plan, told: readonly string[]): Promise<void> {
    const isAway = (sides as readonly string[]).includes('applet')
    const rows = () =>
      this.#rows.messages.flatMap((message) =>
        message.type === 'session-changed' && message.session.id === this.#session.id ? [message.session.status] : [],
      )
    if (!isAway) expect([told, rows()]).toEqual([[], []])
    if (isAway && ms > SURELY_NOTICED_MS) expect(told).toContain('reconnecting')
    if (told.includes('reconnecting')) await until(() => rows().at(-1) === 'Active', 'the row Active again')
    if (told.includes('reconnecting')) expect(rows()).toContain('Reconnecting')
  }

  async #checkSession(): Promise<void> {
    const { page, customer } = this.#session
    expect(customer.granted).toEqual(['view', 'control'])
    expect([page.codesShown, customer.code, page.closed]).toEqual([1, undefined, undefined])
    const texts = Array.from({ length: this.#said }, (_, index) => String(index + 1))
    expect(page.all('chat-said').map(({ text }) => text)).toEqual(texts)
    expect(heardBy(customer)).toEqual(texts)
  }
}

function heardBy({ chat }: SessionOnBadLines['customer']): string[] {
  return chat.filter(({ from }) => from === 'technician').map(({ text }) => text)
}

function breakLine(line: FaultProxy, fault: Plan['fault']): void {
  switch (fault) {
    case 'reset':
    case 'end':
      line.refuses = true
      return line.cut(fault)
    case 'half-open':
      line.refuses = true
      return line.halfOpen()
    case 'link-down':
      return line.linkDown()
    case 'stall-to-broker':
      return line.set('toTarget', { stalled: true })
    case 'stall-from-broker':
      return line.set('toClient', { stalled: true })
  }
}
