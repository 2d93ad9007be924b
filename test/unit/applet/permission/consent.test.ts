import { beforeEach, describe, expect, test } from 'vitest'
import { EventStream } from '../../../../src/applet/event-stream.ts'
import { Consent } from '../../../../src/applet/permission/consent.ts'
import { GrantTimes } from '../../../../src/applet/permission/grant-times.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { PromptQueue } from '../../../../src/applet/permission/prompt-queue.ts'
import { Questions } from '../../../../src/applet/permission/questions.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
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

const ask = (permission: 'view' | 'control') => consent.request(permission, asker, () => {})

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
