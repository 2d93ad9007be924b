import { beforeEach, describe, expect, test } from 'vitest'
import type { Prompt, PromptAnswer } from '../../../../src/applet/ui/customer-ui.ts'
import { Presenter } from '../../../../src/applet/ui/presenter.ts'
import type { CustomerAct } from '../../../../src/applet/ui/view/customer-act.ts'
import { englishSpeaker } from '../../../../src/applet/words/words.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TestShell } from '../../../support/test-shell.ts'
import { until } from '../../../support/until.ts'

const PROMPT: Prompt = {
  kind: 'permission',
  permissions: ['control'],
  technician: 'Tess',
  text: 'Tess of Contoso wants to use your mouse.',
  warning: undefined,
  choices: [],
  minutes: [5, 15],
  timeMs: 60_000,
}

let clock: FakeClock
let shells: TestShell[]
let presenter: Presenter
let told: string[]
let sinceInjected: number

beforeEach(async () => {
  clock = new FakeClock()
  shells = [new TestShell('window'), new TestShell('browser')]
  const waiting = [...shells]
  const nextShell = async () => waiting.shift()
  presenter = new Presenter({ speaker: englishSpeaker, clock, testMode: false, nextShell })
  sinceInjected = Number.POSITIVE_INFINITY
  presenter.handsOffSince = () => sinceInjected
  told = []
  const events = [
    'revokeAll',
    'end',
    'said',
    'switched',
    'linkPressed',
    'filePlaced',
    'fileRefused',
    'logSaved',
    'entered',
  ] as const
  for (const event of [...events, 'windowLost', 'alone'] as const) presenter.on(event, () => told.push(event))
  await presenter.open()
})

const shell = () => shells[0] as TestShell
const never = new AbortController().signal
const yes = (prompt: number, more: Partial<CustomerAct> = {}) =>
  ({ type: 'prompt-answered', prompt, answer: 'yes', ...more }) as CustomerAct

/** What was answered so far. */
function ask(prompt: Prompt = PROMPT, closed = never): { answer?: PromptAnswer } {
  const asked: { answer?: PromptAnswer } = {}
  void presenter.ask(prompt, closed).then((answer) => {
    asked.answer = answer
  })
  return asked
}

describe('a prompt', () => {
  test('is on the screen until it is answered, with what the answer said', async () => {
    const asked = ask()
    const { id } = shell().view?.prompt ?? { id: 0 }
    expect(shell().view?.prompt).toMatchObject({ text: PROMPT.text, minutes: [5, 15] })
    clock.advance(500)
    shell().acts(yes(id, { minutes: 15 }))
    await until(() => asked.answer !== undefined)
    expect(asked.answer).toEqual({ answer: 'yes', ticked: [], minutes: 15 })
    expect(shell().view?.prompt).toBe(undefined)
  })

  test('takes no ticks and no minutes that were not offered', async () => {
    const asked = ask({ ...PROMPT, choices: ['view'] })
    clock.advance(500)
    shell().acts(yes(1, { ticked: ['view', 'clipboard'], minutes: 600 }))
    await until(() => asked.answer !== undefined)
    expect(asked.answer).toEqual({ answer: 'yes', ticked: ['view'], minutes: undefined })
  })

  test('that is closed is answered with No and leaves the screen', async () => {
    const closed = new AbortController()
    const asked = ask(PROMPT, closed.signal)
    closed.abort()
    await until(() => asked.answer !== undefined)
    expect(asked.answer).toEqual({ answer: 'no' })
    expect(shell().view?.prompt).toBe(undefined)
  })

  test('is not answered by an answer to another one', async () => {
    const asked = ask()
    clock.advance(500)
    shell().acts(yes(2))
    shell().acts({ type: 'prompt-answered', prompt: 1, answer: 'no' })
    await until(() => asked.answer !== undefined)
    expect(asked.answer).toEqual({ answer: 'no' })
  })
})

describe('[GATE-2] a Yes in the first half second is none', () => {
  test('whatever it says, and the customer reads why', async () => {
    const asked = ask()
    clock.advance(499)
    for (let tries = 0; tries < 1000; tries += 1) shell().acts(yes(1))
    await Promise.resolve()
    expect(asked.answer).toBe(undefined)
    expect(shell().view?.notice).toContain('too quick')
    clock.advance(1)
    shell().acts(yes(1))
    await until(() => asked.answer !== undefined)
  })

  test.each([
    [{ kind: 'warning' }, { type: 'warning-answered', called: true }],
    [
      { kind: 'terms', text: 'Terms', toTheEnd: false },
      { type: 'terms-answered', accepted: true },
    ],
  ] as const)('in the story, too: %o', (stage, act) => {
    presenter.show({ stage })
    clock.advance(499)
    shell().acts(act)
    expect(told).toEqual([])
    expect(shell().view?.notice).toContain('too quick')
    clock.advance(1)
    shell().acts(act)
    expect(told).toEqual(['entered'])
    expect(shell().view?.notice).toBe(undefined)
  })

  test('and it begins again in the shell that takes over', async () => {
    const asked = ask()
    clock.advance(60_000)
    shell().isLost()
    const [, next] = shells
    await until(() => presenter.shell === next)
    next?.acts(yes(1))
    await Promise.resolve()
    expect(asked.answer).toBe(undefined)
    clock.advance(500)
    next?.acts(yes(1))
    await until(() => asked.answer !== undefined)
  })

  test('a No is one at once', async () => {
    const asked = ask()
    shell().acts({ type: 'prompt-answered', prompt: 1, answer: 'no' })
    await until(() => asked.answer !== undefined)
    expect(asked.answer).toEqual({ answer: 'no' })
  })
})

const WIDENING: CustomerAct[] = [
  { type: 'said', text: 'Please go on' },
  { type: 'permission-switched', permission: 'control', on: true },
  { type: 'link-pressed', url: 'https://example.com/' },
  { type: 'file-chosen', path: '/etc/passwd' },
  { type: 'file-placed', file: '1', folder: '/tmp' },
  { type: 'log-saved', format: 'text', folder: '/tmp' },
  { type: 'warning-answered', called: true },
  { type: 'terms-answered', accepted: true },
  { type: 'left' },
]

describe('[GATE-2] while a technician moves the mouse', () => {
  test('1 000 acts in our own window do nothing', () => {
    sinceInjected = 499
    for (let tries = 0; tries < 1000; tries += 1) shell().acts(WIDENING[tries % WIDENING.length] as CustomerAct)
    expect(told).toEqual([])
    expect(shell().view?.notice).toContain('Nothing was done')
    expect(shell().refusals).toHaveLength(1000)
  })

  test('a file that is dropped is not taken', () => {
    sinceInjected = 10
    let files = 0
    presenter.on('fileChosen', () => {
      files += 1
    })
    const chosen = { name: 'a.txt', bytes: 0, content: (async function* () {})() }
    shell().chooses(chosen)
    expect(files).toBe(0)
    sinceInjected = 500
    shell().chooses(chosen)
    expect(files).toBe(1)
  })

  test('what takes back, refuses or ends counts all the same', () => {
    sinceInjected = 0
    shell().acts({ type: 'revoked-all' })
    shell().acts({ type: 'permission-switched', permission: 'view', on: false })
    shell().acts({ type: 'file-refused', file: '1' })
    shell().acts({ type: 'ended' })
    expect(told).toEqual(['revokeAll', 'switched', 'fileRefused', 'end'])
  })

  test('half a second later the customer is heard again', () => {
    sinceInjected = 500
    clock.advance(500)
    for (const act of WIDENING) shell().acts(act)
    expect(told).toEqual(['said', 'switched', 'linkPressed', 'filePlaced', 'logSaved', 'entered', 'entered', 'entered'])
  })
})

test('nobody is too quick or too near for a script', async () => {
  const scripted = new TestShell('headless', true)
  const alone = new Presenter({ speaker: englishSpeaker, clock, testMode: true, nextShell: async () => scripted })
  alone.handsOffSince = () => 0
  let said = ''
  alone.on('said', (text) => {
    said = text
  })
  await alone.open()
  scripted.acts({ type: 'said', text: 'hello' })
  const asked = alone.ask(PROMPT, never)
  scripted.acts(yes(1))
  expect(await asked).toMatchObject({ answer: 'yes' })
  expect(said).toBe('hello')
  expect(scripted.view?.testMode).toBe(true)
})

describe('a shell that is lost', () => {
  test('takes everything back before the next one shows all of it', async () => {
    presenter.show({ company: 'Contoso', stage: { kind: 'active' } })
    presenter.showChat({ id: 1, from: 'technician', name: 'Tess', time: 0, text: 'Hello', delivered: true })
    presenter.showLogEntry({ seq: 1, time: 0, kind: 'verified', permissions: [], values: {}, text: 'x', hash: '' })
    shell().isLost()
    expect(told).toEqual(['revokeAll', 'windowLost'])
    const [, next] = shells
    await until(() => presenter.shell === next)
    expect(shell().isClosed).toBe(true)
    expect(next?.view).toMatchObject({ company: 'Contoso', stage: { kind: 'active' } })
    expect(next?.view?.notice).toBe('Your window is gone, so it goes on here; nothing is shared now.')
    expect([next?.chat.length, next?.log.length]).toEqual([1, 1])
    shell().acts({ type: 'said', text: 'from beyond' })
    expect(told).toEqual(['revokeAll', 'windowLost'])
  })

  test('says why it is there also where a question went with the one before', async () => {
    const closed = new AbortController()
    presenter.on('revokeAll', () => closed.abort())
    const asked = ask(PROMPT, closed.signal)
    shell().isLost()
    const [, next] = shells
    await until(() => presenter.shell === next)
    expect(asked.answer).toEqual({ answer: 'no' })
    expect(next?.view?.notice).toContain('Your window is gone')
    next?.acts({ type: 'said', text: 'I see' })
    expect(next?.view?.notice).toBe(undefined)
  })

  test('and was the last one leaves nobody to talk to', async () => {
    shell().isLost()
    await until(() => presenter.shell === shells[1])
    shells[1]?.isLost()
    await until(() => told.includes('alone'))
    expect(presenter.shell).toBe(undefined)
  })
})

test('a line of the chat that is delivered is the same line', () => {
  const line = { id: 7, from: 'customer', name: '', time: 0, text: 'Hello', delivered: false } as const
  presenter.showChat(line)
  presenter.showChat({ ...line, delivered: true })
  expect(shell().chat.map(({ id, delivered }) => [id, delivered])).toEqual([
    [7, false],
    [7, true],
  ])
})
