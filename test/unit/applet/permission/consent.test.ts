import { beforeEach, describe, expect, test } from 'vitest'
import { EventStream } from '../../../../src/applet/event-stream.ts'
import { Consent } from '../../../../src/applet/permission/consent.ts'
import { GrantTimes } from '../../../../src/applet/permission/grant-times.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { PromptQueue } from '../../../../src/applet/permission/prompt-queue.ts'
import { Questions } from '../../../../src/applet/permission/questions.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import type { Permission } from '../../../../src/protocol/permission.ts'
import { CONSOLE_MESSAGES } from '../../../support/console-messages.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TestCustomer } from '../../../support/test-customer.ts'

const asker = { technician: 'Tess', company: 'Contoso', isVerified: true }

let clock: FakeClock
let gate: PermissionGate
let customer: TestCustomer
let log: SessionLog
let told: string[]
let prompts: PromptQueue
let times: GrantTimes
let consent: Consent

beforeEach(() => {
  clock = new FakeClock()
  gate = new PermissionGate()
  customer = new TestCustomer()
  log = new SessionLog(clock)
  told = []
  const events = new EventStream((line) => told.push(JSON.parse(line).event))
  prompts = new PromptQueue({ gate, ui: customer, clock, promptMs: 60_000 })
  times = new GrantTimes(gate, clock)
  consent = new Consent({ gate, prompts, questions: new Questions(englishSpeaker), times, log, events })
})

const ask = (permission: Permission) => consent.request(permission, asker, () => {})

describe("[P5] only the customer's Yes grants", () => {
  test('Yes grants what was asked; the sentence names who asks and for what', async () => {
    const answer = ask('control')
    const prompt = await customer.nextPrompt()
    expect(prompt.text).toBe(
      'Tess of Contoso wants to see your screen and use your mouse and keyboard. You can take this back at any time. Do you allow this?',
    )
    expect(gate.granted).toEqual([])
    prompt.answer('yes')
    expect(await answer).toBe('yes')
    expect(gate.granted.toSorted()).toEqual(['control', 'view'])
    expect(told).toEqual(['prompt', 'answer'])
  })

  test('No grants nothing', async () => {
    const answer = ask('view')
    const prompt = await customer.nextPrompt()
    prompt.answer('no')
    expect(await answer).toBe('no')
    expect(gate.granted).toEqual([])
    expect(log.entries.map(({ kind }) => kind)).toEqual(['permission-asked', 'permission-no'])
  })

  test('no answer within the time is No, and the prompt is taken off the screen', async () => {
    const answer = ask('view')
    const prompt = await customer.nextPrompt()
    clock.advance(59_999)
    expect(prompt.closed.aborted).toBe(false)
    clock.advance(1)
    expect(prompt.closed.aborted).toBe(true)
    expect(await answer).toBe('timeout')
    expect(gate.granted).toEqual([])
  })

  test('a Yes that comes together with the end of the time is too late', async () => {
    const answer = ask('view')
    const prompt = await customer.nextPrompt()
    prompt.answer('yes')
    clock.advance(60_000)
    expect(await answer).toBe('timeout')
    expect(gate.granted).toEqual([])
  })

  test('asking again for what is being asked opens no second prompt', async () => {
    const answers = [ask('view'), ask('view'), ask('view')]
    const prompt = await customer.nextPrompt()
    prompt.answer('no')
    expect(await Promise.all(answers)).toEqual(['no', 'no', 'no'])
    expect(customer.promptsSeen).toBe(1)
  })

  test('one prompt is open at a time', async () => {
    const view = ask('view')
    const control = ask('control')
    const first = await customer.nextPrompt()
    expect(customer.promptsSeen).toBe(1)
    first.answer('no')
    const second = await customer.nextPrompt()
    expect([first.permission, second.permission]).toEqual(['view', 'control'])
    second.answer('no')
    expect(await Promise.all([view, control])).toEqual(['no', 'no'])
  })

  test('what is granted already is answered without a prompt', async () => {
    gate.grant('control')
    expect(await ask('view')).toBe('yes')
    expect(customer.promptsSeen).toBe(0)
  })
})

test('[P6] from its first moment to its answer a prompt keeps input out', async () => {
  gate.grant('view')
  const answer = ask('control')
  const prompt = await customer.nextPrompt()
  gate.grant('control')
  expect(gate.admit(CONSOLE_MESSAGES['button-pressed'], gate.epoch)).toEqual({ refused: 'prompt-open' })
  prompt.answer('yes')
  await answer
  expect('permitted' in gate.admit(CONSOLE_MESSAGES['button-pressed'], gate.epoch)).toBe(true)
})

test('[P7] taking everything back closes the open prompt and those that wait, all with No', async () => {
  const answers = [ask('view'), ask('control')]
  const prompt = await customer.nextPrompt()
  prompts.withdraw()
  expect(prompt.closed.aborted).toBe(true)
  prompt.answer('yes')
  expect(await Promise.all(answers)).toEqual(['no', 'no'])
  expect(customer.promptsSeen).toBe(1)
  expect(gate.granted).toEqual([])
})

test.each([
  ['view', 'see your screen. They cannot click or type.'],
  ['clipboard', 'share copied text between both computers. Text that you copy from now on goes to them'],
  ['files.send', 'send you files. You choose where each file is saved.'],
] as const)('the question for %s says in one sentence what would be allowed', async (permission, said) => {
  const answer = ask(permission)
  const prompt = await customer.nextPrompt()
  expect(prompt.text).toContain(`Tess of Contoso wants to ${said}`)
  expect(prompt.text).toMatch(/Do you allow this\?$/)
  prompt.answer('no')
  await answer
})

test('what is asked each time names what it is about, and a Yes is for that alone', async () => {
  const values = { url: 'https://example.com/help' }
  const answer = consent.request('url', asker, () => {}, values)
  const prompt = await customer.nextPrompt()
  expect(prompt.text).toContain('open this web address on your computer: https://example.com/help')
  prompt.answer('yes')
  expect(await answer).toBe('yes')
  expect(gate.granted).toEqual([])
  expect('permitted' in gate.admit(CONSOLE_MESSAGES['url-sent'], gate.epoch)).toBe(true)
  expect(gate.admit(CONSOLE_MESSAGES['url-sent'], gate.epoch)).toEqual({ refused: 'not-permitted' })
})

test('whoever is not verified is said to be not verified, in front of the question', async () => {
  const answer = consent.request('view', { ...asker, isVerified: false }, () => {})
  const prompt = await customer.nextPrompt()
  expect(prompt.warning).toContain('NOT VERIFIED')
  prompt.answer('no')
  await answer
})

describe('a Yes for a time', () => {
  test('ends with it, and the log says for how long it was', async () => {
    const answer = ask('control')
    const prompt = await customer.nextPrompt()
    expect(prompt.minutes).toEqual([5, 15])
    prompt.answer('yes', { minutes: 5 })
    await answer
    expect(log.entries.at(-1)?.text).toContain('Allowed for 5 minutes')
    clock.advance(5 * 60_000)
    expect(gate.granted).toEqual(['view'])
  })
})

describe('everything at once, when the session starts', () => {
  test('grants what is ticked and nothing else', async () => {
    const asked = consent.requestAll(['view', 'control', 'clipboard'], asker)
    const prompt = await customer.nextPrompt()
    expect(prompt.choices).toEqual(['view', 'control', 'clipboard'])
    prompt.answer('yes', { ticked: ['view', 'clipboard'] })
    await asked
    expect(gate.granted.toSorted()).toEqual(['clipboard', 'view'])
    expect(log.entries.map(({ kind }) => kind)).toEqual(['permission-yes', 'permission-no', 'permission-yes'])
  })

  test('leaves what was not ticked to be asked for later', async () => {
    const asked = consent.requestAll(['view', 'control'], asker)
    const first = await customer.nextPrompt()
    first.answer('no')
    await asked
    expect(gate.granted).toEqual([])
    const answer = ask('view')
    const second = await customer.nextPrompt()
    second.answer('yes')
    expect(await answer).toBe('yes')
  })

  test('[POL-1] does not name what may not be asked for', async () => {
    gate.narrowTo(['view'])
    const asked = consent.requestAll(['view', 'control', 'clipboard'], asker)
    const prompt = await customer.nextPrompt()
    expect(prompt.choices).toEqual(['view'])
    prompt.answer('yes')
    await asked
    expect(gate.granted).toEqual(['view'])
  })
})

describe('[IDLE-1] whether it shall go on', () => {
  test.each([
    ['yes', ['control', 'view']],
    ['no', []],
  ] as const)('answered with %s leaves %j', async (said, left) => {
    gate.grant('control')
    const asked = consent.confirm(asker, 30)
    const prompt = await customer.nextPrompt()
    expect(prompt.text).toContain(
      'has been allowed this for 30 minutes: see your screen and use your mouse and keyboard',
    )
    prompt.answer(said)
    await asked
    expect(gate.granted.toSorted()).toEqual(left)
  })

  test('not answered at all ends it', async () => {
    gate.grant('view')
    const asked = consent.confirm(asker, 30)
    await customer.nextPrompt()
    clock.advance(60_000)
    await asked
    expect(gate.granted).toEqual([])
  })

  test('is not asked where nothing is allowed any more', async () => {
    await consent.confirm(asker, 30)
    expect(customer.promptsSeen).toBe(0)
  })
})

describe('[MULTI-1] another technician', () => {
  test.each([
    ['yes', true],
    ['no', false],
  ] as const)('comes in with a %s only', async (said, expected) => {
    const admitted = consent.admits({ ...asker, technician: 'Bob' }, 'Tess')
    const prompt = await customer.nextPrompt()
    expect(prompt.text).toContain('Bob of Contoso wants to take over from Tess')
    prompt.answer(said)
    expect(await admitted).toBe(expected)
  })
})

test('a switch that is pressed asks, as somebody else may have pressed it', async () => {
  const answer = consent.offer('view', asker)
  const prompt = await customer.nextPrompt()
  expect(prompt.text).toContain('Do you want to allow Tess of Contoso to see your screen?')
  expect(gate.granted).toEqual([])
  prompt.answer('yes')
  expect(await answer).toBe('yes')
  expect(gate.granted).toEqual(['view'])
})

test('a second act is refused while the customer is asked about the first', async () => {
  const first = consent.request('url', asker, () => {}, { url: 'https://example.com/1' })
  const prompt = await customer.nextPrompt()
  expect(await consent.request('url', asker, () => {}, { url: 'https://example.com/2' })).toBe('no')
  prompt.answer('yes')
  expect(await first).toBe('yes')
  expect(customer.promptsSeen).toBe(1)
})
