import { beforeEach, describe, expect, test } from 'vitest'
import { Chat } from '../../../../src/applet/chat/chat.ts'
import { EventStream } from '../../../../src/applet/event-stream.ts'
import { Files } from '../../../../src/applet/files/files.ts'
import { RecordingSink } from '../../../../src/applet/input/sinks/recording-sink.ts'
import { Consent } from '../../../../src/applet/permission/consent.ts'
import { GrantTimes } from '../../../../src/applet/permission/grant-times.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { PromptQueue } from '../../../../src/applet/permission/prompt-queue.ts'
import { Questions } from '../../../../src/applet/permission/questions.ts'
import type { ScreenShare } from '../../../../src/applet/screen/screen-share.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { TechnicianPages } from '../../../../src/applet/session/technician-pages.ts'
import { Telemetry } from '../../../../src/applet/telemetry.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import { realClock } from '../../../../src/base/clock.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { SpokenCode } from '../../../../src/channel/sealing/spoken-code.ts'
import type { Asking } from '../../../../src/protocol/broker/offer.ts'
import { LASTING_PERMISSIONS } from '../../../../src/protocol/permission.ts'
import { ChannelPair, SID } from '../../../support/channel-pair.ts'
import { MemoryPipe } from '../../../support/memory-pipe.ts'
import { TestCustomer } from '../../../support/test-customer.ts'
import { until } from '../../../support/until.ts'

let gate: PermissionGate
let customer: TestCustomer
let log: SessionLog
let code: SpokenCode
let pages: TechnicianPages
let shares: number
let deeds: number

beforeEach(() => {
  gate = new PermissionGate()
  customer = new TestCustomer()
  log = new SessionLog(realClock)
  code = new SpokenCode(realClock)
  shares = 0
  deeds = 0
  begin('each')
})

function begin(asking: Asking): void {
  const events = new EventStream()
  const prompts = new PromptQueue({ gate, ui: customer, clock: realClock, promptMs: 60_000 })
  const questions = new Questions(englishSpeaker)
  const times = new GrantTimes(gate, realClock)
  pages = new TechnicianPages({
    ...{ gate, prompts, questions, code },
    consent: new Consent({ gate, prompts, questions, times, log, events }),
    broker: new URL('https://support.example.com'),
    program: 'test',
    verification: 'required',
    promptsAreVisible: () => false,
    ownWindows: () => undefined,
    onSeen: () => {},
    onStirred: () => {
      deeds += 1
    },
    openUrl: () => {},
    chat: new Chat({ ui: customer, sessionLog: log, events }),
    files: new Files({ gate, sessionLog: log, events, clock: realClock }),
    sessionLog: log,
    sink: new RecordingSink(() => {}),
    customer: { active: false },
    tally: new Telemetry(realClock, events).tally,
    clipboards: () => [],
    clock: realClock,
    createLogger: silentLogger,
    openShare: () => {
      shares += 1
      return { run: async () => {}, painted() {}, shown: undefined } as unknown as ScreenShare
    },
  })
  pages.registered({
    sessionId: SID.toHex(),
    company: 'Contoso',
    verification: 'required',
    permissions: LASTING_PERMISSIONS,
    asking,
  })
}

/** This technician's page, up to its first key, if it gets one. */
function arrives(technician: string) {
  const pair = new ChannelPair()
  const [console, applet] = MemoryPipe.pair((bytes) => [bytes])
  const page = {
    verified: false,
    closed: undefined as string | undefined,
    says: pair.console.send.bind(pair.console),
    leaves: () => applet.noticed('peer-left'),
  }
  pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(code.digits ?? ''))
  pair.console.on('opened', ({ verified }) => {
    page.verified = verified
  })
  pages.receive(technician, applet)
  pair.console.attach(console)
  pair.console.on('cut', () => {
    page.closed = 'cut'
  })
  pair.console.on('closed', (end) => {
    page.closed = end.code
  })
  return page
}

describe('[MULTI-1] [P17] another technician than before', () => {
  test.each(['no', 'yes'] as const)('is asked about, and %s decides whether there is a key', async (answer) => {
    const tess = arrives('Tess')
    await until(() => tess.verified, 'the first technician')
    expect(customer.promptsSeen).toBe(0)
    const bob = arrives('Bob')
    const prompt = await customer.nextPrompt()
    expect(prompt.text).toContain('Bob of Contoso wants to take over from Tess')
    expect(shares).toBe(1)
    prompt.answer(answer)
    await until(() => (answer === 'yes' ? bob.verified : bob.closed !== undefined), 'what became of Bob')
    expect(bob.verified).toBe(answer === 'yes')
    expect(shares).toBe(answer === 'yes' ? 2 : 1)
    expect(pages.conversation?.asker.technician).toBe(answer === 'yes' ? 'Bob' : 'Tess')
    expect(log.entries.map(({ kind }) => kind)).toContain('technician-joins')
  })

  test('has nothing of what was granted to the one before', async () => {
    const tess = arrives('Tess')
    await until(() => tess.verified, 'the first technician')
    gate.grant('control')
    const bob = arrives('Bob')
    const prompt = await customer.nextPrompt()
    expect(gate.granted.toSorted()).toEqual(['control', 'view'])
    prompt.answer('yes')
    await until(() => bob.verified, 'the other technician')
    expect(gate.granted).toEqual([])
  })

  test('who left before the customer answered takes nobody’s place', async () => {
    const tess = arrives('Tess')
    await until(() => tess.verified, 'the first technician')
    const bob = arrives('Bob')
    const prompt = await customer.nextPrompt()
    bob.leaves()
    prompt.answer('yes')
    await until(() => log.entries.at(-1)?.kind === 'technician-joins' && !gate.isPrompting, 'the answer')
    await new Promise((resolve) => setImmediate(resolve))
    expect(shares).toBe(1)
    expect(pages.conversation?.asker.technician).toBe('Tess')
  })

  test('whose page the same technician opens anew is not asked about', async () => {
    const first = arrives('Tess')
    await until(() => first.verified, 'the first page')
    const second = arrives('Tess')
    await until(() => second.verified, 'the second page')
    expect(customer.promptsSeen).toBe(0)
  })
})

test('a company that asks at the start asks once, with a tick for each, and not before the digits', async () => {
  begin('at-start')
  const page = arrives('Tess')
  const prompt = await customer.nextPrompt()
  await until(() => page.verified, 'the digits')
  expect([prompt.kind, prompt.choices]).toEqual(['bundle', LASTING_PERMISSIONS])
  prompt.answer('yes', { ticked: ['view'] })
  await until(() => gate.granted.length > 0, 'what was ticked')
  expect(gate.granted).toEqual(['view'])
  const again = arrives('Tess')
  await until(() => again.verified, 'the page again')
  expect(customer.promptsSeen).toBe(1)
})

test('[IDLE-1] what a page says by itself is no sign of anybody; what somebody does is', async () => {
  const page = arrives('Tess')
  await until(() => page.verified, 'the digits')
  page.says({ type: 'echo-requested', id: 1 })
  page.says({ type: 'update-painted', seq: 1 })
  page.says({ type: 'chat-said', time: 0, text: 'Hello' })
  await until(() => customer.chat.length === 1, 'the message')
  expect(deeds).toBe(1)
})
