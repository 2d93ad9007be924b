import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Applet } from '../../../../src/applet/applet.ts'
import { Visit } from '../../../../src/applet/customer/visit.ts'
import type { Terms } from '../../../../src/applet/entrance.ts'
import { ENDINGS, endingOfClose } from '../../../../src/applet/session/endings.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import type { Ending } from '../../../../src/applet/session/session-state.ts'
import { Presenter } from '../../../../src/applet/ui/presenter.ts'
import type { Shell } from '../../../../src/applet/ui/shell.ts'
import type { CustomerAct } from '../../../../src/applet/ui/view/customer-act.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TestShell } from '../../../support/test-shell.ts'
import { until } from '../../../support/until.ts'

const MINUTE = 60_000
const NO_TERMS: Terms | undefined = undefined
const TERMS: Terms = { text: 'Be kind.', toTheEnd: false }
const CALLED: CustomerAct = { type: 'warning-answered', called: true }
const [UNKNOWN, SPENT] = [endingOfClose('pin-unknown', '') as Ending, endingOfClose('too-many-tries', '') as Ending]

/** An applet of one PIN, whose session goes as the test says. */
class TrialApplet {
  readonly sessionId = 'f00d'
  sinceInjected = Number.POSITIVE_INFINITY
  readonly pin: string
  readonly #over = Promise.withResolvers<Ending>()

  constructor(pin: string) {
    this.pin = pin
  }

  run(): Promise<Ending> {
    did.push(`run ${this.pin}`)
    return this.#over.promise
  }

  async decline(why: 'termsDeclined' | 'suspectedScam'): Promise<Ending> {
    did.push(`decline ${this.pin} ${why}`)
    return ENDINGS[why]
  }

  revokeAll(): void {
    did.push('revoked all')
  }

  end(): void {
    did.push('ended')
    this.endsWith(ENDINGS.customerEnded)
  }

  endsWith(ending: Ending): void {
    this.#over.resolve(ending)
  }
}

let did: string[]
let clock: FakeClock
let shell: TestShell
let presenter: Presenter
let applets: TrialApplet[]
let sessionLog: SessionLog

beforeEach(() => {
  did = []
  applets = []
  clock = new FakeClock()
  sessionLog = new SessionLog(clock)
})

async function begin(name: Shell['name'] = 'window', terms = NO_TERMS, more: TestShell[] = []): Promise<Visit> {
  shell = new TestShell(name, name === 'headless')
  const shells = [shell, ...more]
  const nextShell = async () => shells.shift()
  presenter = new Presenter({ speaker: englishSpeaker, clock, testMode: false, nextShell })
  await presenter.open()
  const createApplet = (pin: string) => {
    const applet = new TrialApplet(pin)
    applets.push(applet)
    return applet as unknown as Applet
  }
  return new Visit({ presenter, speaker: englishSpeaker, clock, terms, version: '1.2.3', sessionLog, createApplet })
}

/** After they have read it. */
function answers(act: CustomerAct): void {
  clock.advance(500)
  shell.acts(act)
}

const stage = () => presenter.view.stage
const onStage = (kind: string) => until(() => stage().kind === kind, kind)
const session = (count: number) =>
  until(() => did.filter((what) => what.startsWith('run')).length === count, 'a session')

/** Up to a session that goes on. */
async function joined(visit: Visit): Promise<{ readonly ending: Promise<Ending> }> {
  const ending = visit.run('123456')
  if (presenter.shell?.name !== 'headless') answers(CALLED)
  await session(1)
  return { ending }
}

describe('the way in', () => {
  test('[SCAM-1] begins with the warning, and nothing is done before it is answered', async () => {
    const visit = await begin()
    void visit.run('123456')
    await onStage('warning')
    expect(applets).toEqual([])
    answers(CALLED)
    await session(1)
    expect(did).toEqual(['run 123456'])
  })

  test('[SCAM-1] who did not call tells the broker why they decline, and joins nothing', async () => {
    const visit = await begin()
    const ending = visit.run('123456')
    await onStage('warning')
    answers({ type: 'warning-answered', called: false })
    expect(await ending).toBe(ENDINGS.suspectedScam)
    expect(did).toEqual(['decline 123456 suspectedScam'])
  })

  test('who did not call and has no code yet is told all the same; nobody else can be', async () => {
    const visit = await begin()
    const ending = visit.run(undefined)
    await onStage('warning')
    answers({ type: 'warning-answered', called: false })
    expect(await ending).toBe(ENDINGS.suspectedScam)
    expect(did).toEqual(['decline  suspectedScam'])
  })

  test('who does not accept the terms tells the broker so', async () => {
    const visit = await begin('window', TERMS)
    const ending = visit.run('123456')
    answers(CALLED)
    await onStage('terms')
    answers({ type: 'terms-answered', accepted: false })
    expect(await ending).toBe(ENDINGS.termsDeclined)
    expect(did).toEqual(['decline 123456 termsDeclined'])
  })

  test('warns no script, but gives it the terms to accept', async () => {
    const visit = await begin('headless', TERMS)
    void visit.run('123456')
    await onStage('terms')
  })

  test('is gone through once: what was pressed twice is no answer to the next question', async () => {
    const visit = await begin('window', TERMS)
    void visit.run(undefined)
    await onStage('warning')
    answers(CALLED)
    await onStage('pin')
    for (const code of ['111111', '222222']) shell.acts({ type: 'code-entered', code })
    await onStage('terms')
    answers({ type: 'terms-answered', accepted: true })
    await session(1)
    applets[0]?.endsWith(UNKNOWN)
    await onStage('pin')
    expect(did).toEqual(['run 111111'])
  })
})

describe('a wrong code', () => {
  test.each([
    ['window', UNKNOWN],
    ['browser', UNKNOWN],
    ['dialog', SPENT],
  ] as const)('is said, and asked for again, in a %s', async (name, wrong) => {
    const visit = await begin(name)
    const { ending } = await joined(visit)
    applets[0]?.endsWith(wrong)
    await onStage('pin')
    expect(stage()).toEqual({ kind: 'pin', trouble: englishSpeaker.t(wrong.words) })
    shell.acts({ type: 'code-entered', code: '654 321' })
    await session(2)
    applets[1]?.endsWith(ENDINGS.customerEnded)
    expect(await ending).toBe(ENDINGS.customerEnded)
    expect(did).toEqual(['run 123456', 'run 654321'])
  })

  test.each(['terminal', 'headless'] as const)('is the end in a %s', async (name) => {
    const visit = await begin(name)
    const { ending } = await joined(visit)
    applets[0]?.endsWith(UNKNOWN)
    expect(await ending).toBe(UNKNOWN)
    expect(applets).toHaveLength(1)
  })
})

describe('where nothing could be reached', () => {
  const again = { type: 'tried-again' } as const

  test.each(['window', 'browser', 'dialog', 'terminal'] as const)(
    'it is tried again with the same code in a %s',
    async (name) => {
      const visit = await begin(name, TERMS)
      const ending = visit.run('123456')
      answers(CALLED)
      await onStage('terms')
      answers({ type: 'terms-answered', accepted: true })
      await session(1)
      applets[0]?.endsWith(ENDINGS.unreachable)
      await new Promise(setImmediate)
      expect(applets).toHaveLength(1)
      shell.acts(again)
      await session(2)
      expect(stage()).toEqual({ kind: 'connecting' })
      applets[1]?.endsWith(ENDINGS.customerEnded)
      expect(await ending).toBe(ENDINGS.customerEnded)
      expect(did).toEqual(['run 123456', 'run 123456'])
    },
  )

  test('and who pressed twice has asked for it once', async () => {
    const visit = await begin()
    await joined(visit)
    applets[0]?.endsWith(ENDINGS.unreachable)
    await new Promise(setImmediate)
    for (let presses = 0; presses < 2; presses += 1) shell.acts(again)
    await session(2)
    applets[1]?.endsWith(ENDINGS.unreachable)
    await new Promise(setImmediate)
    expect(applets).toHaveLength(2)
  })

  test.each([
    ['presses that they leave', () => shell.acts({ type: 'left' })],
    ['ends it', () => shell.acts({ type: 'ended' })],
    ['does nothing for ten minutes', () => clock.advance(10 * MINUTE)],
    ['loses the last window', () => shell.isLost()],
  ])('it is the end when the customer %s, without a second farewell', async (_, leaves) => {
    const visit = await begin()
    const { ending } = await joined(visit)
    applets[0]?.endsWith(ENDINGS.unreachable)
    await new Promise(setImmediate)
    leaves()
    expect(await ending).toBe(ENDINGS.unreachable)
    await visit.farewell()
    expect(did).toEqual(['run 123456'])
  })

  test.each([
    ['headless', ENDINGS.unreachable],
    ['window', ENDINGS.untrusted],
    ['window', ENDINGS.tampered],
  ] as const)('nothing is asked in a %s after %o', async (name, over) => {
    const visit = await begin(name)
    const { ending } = await joined(visit)
    applets[0]?.endsWith(over)
    expect(await ending).toBe(over)
  })
})

describe('leaving', () => {
  test('before the warning is answered is an end before the start', async () => {
    const visit = await begin()
    const ending = visit.run('123456')
    await onStage('warning')
    visit.leave()
    expect(await ending).toBe(ENDINGS.customerEndedBeforeStart)
    expect(applets).toEqual([])
  })

  test('while the code or the terms are on the screen, too', async () => {
    const visit = await begin('window', TERMS)
    const ending = visit.run(undefined)
    answers(CALLED)
    await onStage('pin')
    shell.acts({ type: 'code-entered', code: '123456' })
    await onStage('terms')
    shell.acts({ type: 'ended' })
    expect(await ending).toBe(ENDINGS.customerEndedBeforeStart)
    expect(applets).toEqual([])
  })

  test('before anything began joins nothing', async () => {
    const visit = await begin('headless')
    visit.leave()
    expect(await visit.run('123456')).toBe(ENDINGS.customerEndedBeforeStart)
    expect(did).toEqual([])
  })

  test('in a session ends it as the small X does', async () => {
    const visit = await begin()
    const { ending } = await joined(visit)
    visit.leave()
    expect(await ending).toBe(ENDINGS.customerEnded)
    expect(did.at(-1)).toBe('ended')
  })

  test('by the small X works when a code is asked for again', async () => {
    const visit = await begin()
    const { ending } = await joined(visit)
    applets[0]?.endsWith(UNKNOWN)
    await onStage('pin')
    shell.acts({ type: 'ended' })
    expect(await ending).toBe(ENDINGS.customerEndedBeforeStart)
  })

  test('after a wrong code asks for no other', async () => {
    const visit = await begin()
    const { ending } = await joined(visit)
    visit.leave()
    applets[0]?.endsWith(UNKNOWN)
    expect(await ending).toBe(ENDINGS.customerEnded)
    expect(stage().kind).not.toBe('pin')
  })

  test('is what the last window does that goes', async () => {
    const visit = await begin()
    const { ending } = await joined(visit)
    shell.isLost()
    expect(await ending).toBe(ENDINGS.customerEnded)
  })
})

test('[GATE-3] the large X reaches the session, and without one there is nothing to take back', async () => {
  const visit = await begin()
  visit.revokeAll()
  await joined(visit)
  visit.revokeAll()
  expect(did.at(-1)).toBe('revoked all')
})

test('[GATE-2] since when a technician’s input rests is asked of the session that goes on', async () => {
  const visit = await begin()
  expect(presenter.handsOffSince()).toBe(Number.POSITIVE_INFINITY)
  await joined(visit)
  for (const applet of applets) applet.sinceInjected = 42
  expect(presenter.handsOffSince()).toBe(42)
})

describe('[LOG-2] the log', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const noticed = () => until(() => presenter.view.notice !== undefined, 'the notice')

  test('is kept in a folder of the customer, with what it is about', async () => {
    const visit = await begin()
    await joined(visit)
    presenter.show({ company: 'Contoso', technician: 'Tess' })
    sessionLog.add('session-waiting')
    shell.acts({ type: 'log-saved', format: 'text', folder })
    await noticed()
    const [name = ''] = readdirSync(folder)
    expect(presenter.view.notice).toBe(`Saved: ${join(folder, name)}`)
    const saved = readFileSync(join(folder, name), 'utf8')
    for (const fact of ['1.2.3', 'f00d', 'Contoso', 'Tess', sessionLog.entries[0]?.text ?? '?']) {
      expect(saved).toContain(fact)
    }
  })

  test('can be kept again, beside the first, in a form that can be checked', async () => {
    await joined(await begin())
    shell.acts({ type: 'log-saved', format: 'text', folder })
    await noticed()
    shell.acts({ type: 'log-saved', format: 'verifiable', folder })
    await until(() => readdirSync(folder).length === 2, 'the second')
    expect(
      readdirSync(folder)
        .map((name) => name.replace(/.*\./, ''))
        .toSorted(),
    ).toEqual(['jsonl', 'txt'])
  })

  test('that cannot be kept there says why', async () => {
    await joined(await begin())
    shell.acts({ type: 'log-saved', format: 'text', folder: join(folder, 'nowhere') })
    await noticed()
    expect(presenter.view.notice).toMatch(/^The log could not be saved there: .*ENOENT/)
  })
})

describe('the farewell', () => {
  /** A session that just ended, and whether the farewell is over. */
  async function ended(name: Shell['name'] = 'window', more: TestShell[] = []) {
    const visit = await begin(name, NO_TERMS, more)
    const { ending } = await joined(visit)
    applets[0]?.endsWith(ENDINGS.customerEnded)
    await ending
    const farewell = { isOver: false }
    const over = visit.farewell().then(() => {
      farewell.isOver = true
    })
    await Promise.resolve()
    return { farewell, over, visit }
  }

  test('lasts until the customer has read it', async () => {
    const { farewell, over } = await ended()
    expect(farewell.isOver).toBe(false)
    shell.acts({ type: 'left' })
    await over
  })

  test('is not cut short by what was pressed before, or by anything else', async () => {
    const visit = await begin()
    const ending = visit.run(undefined)
    answers(CALLED)
    await onStage('pin')
    for (const code of ['111111', '222222']) shell.acts({ type: 'code-entered', code })
    await session(1)
    applets[0]?.endsWith(ENDINGS.customerEnded)
    await ending
    let isOver = false
    const over = visit.farewell().then(() => {
      isOver = true
    })
    answers(CALLED)
    await new Promise(setImmediate)
    expect(isOver).toBe(false)
    shell.acts({ type: 'left' })
    await over
  })

  test('is over with the last window', async () => {
    const { over } = await ended()
    shell.isLost()
    await over
  })

  test('goes on in another window', async () => {
    const next = new TestShell('browser')
    const { farewell, over } = await ended('window', [next])
    shell.isLost()
    await until(() => presenter.shell === next, 'the other window')
    expect(farewell.isOver).toBe(false)
    next.acts({ type: 'left' })
    await over
  })

  test('is over after ten minutes, for a customer who went away', async () => {
    const { farewell, over } = await ended()
    clock.advance(10 * MINUTE - 1)
    await new Promise(setImmediate)
    expect(farewell.isOver).toBe(false)
    clock.advance(1)
    await over
  })

  test.each(['terminal', 'headless'] as const)('is short in a %s: what was said stays there', async (name) => {
    const { over } = await ended(name)
    await over
  })

  test('is not for whoever has left already', async () => {
    const visit = await begin()
    const { ending } = await joined(visit)
    visit.leave()
    await ending
    await visit.farewell()
  })
})
