import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, test } from 'vitest'
import { TerminalShell } from '../../../../../src/applet/ui/shells/terminal-shell.ts'
import { FakeClock } from '../../../../support/fake-clock.ts'

const prompt = {
  permission: 'view' as const,
  technician: 'Tess',
  company: 'Contoso',
  isVerified: true,
  text: 'Tess of Contoso wants to see your screen. Do you allow this?',
  timeMs: 60_000,
}

let clock: FakeClock
let input: PassThrough & { isTTY?: boolean }
let shown: string
let interrupts: number

function openShell(isTerminal: boolean): TerminalShell {
  input = new PassThrough()
  // Readline reads a terminal key by key and switches it to do so.
  if (isTerminal) Object.assign(input, { isTTY: true, setRawMode: () => input })
  const output = new PassThrough()
  shown = ''
  output.on('data', (data: Buffer) => {
    shown += data.toString()
  })
  return new TerminalShell({ input, output, clock, onInterrupt: () => (interrupts += 1) })
}

const settled = () => new Promise((resolve) => setImmediate(resolve))
const never = () => new AbortController().signal

async function type(text: string): Promise<void> {
  input.write(text)
  await settled()
}

beforeEach(() => {
  clock = new FakeClock()
  interrupts = 0
})

describe('a prompt', () => {
  test.each([
    ['yes', 'yes'],
    ['Y', 'yes'],
    ['  YES  ', 'yes'],
    ['no', 'no'],
    ['N', 'no'],
  ] as const)('%s is %s', async (typed, answer) => {
    const shell = openShell(false)
    const answered = shell.ask(prompt, never())
    await type(`${typed}\n`)
    expect(await answered).toBe(answer)
    expect(shown).toContain(prompt.text)
  })

  test('anything else is no answer', async () => {
    const shell = openShell(false)
    let answered = false
    void shell.ask(prompt, never()).then(() => (answered = true))
    for (const line of ['', 'yes please', 'perhaps', 'ye', 'ja']) await type(`${line}\n`)
    expect(answered).toBe(false)
    expect(shown).toContain('Please type  yes  or  no.')
  })

  test('that is closed is answered with No, and says so', async () => {
    const shell = openShell(false)
    const closed = new AbortController()
    const answered = shell.ask(prompt, closed.signal)
    closed.abort()
    expect(await answered).toBe('no')
    expect(shown).toContain('The question is closed')
    await type('yes\n')
    expect(shown).toContain('No question is open.')
  })
})

describe('[GATE-2] in a terminal that somebody with control could type into', () => {
  test('what was typed before the prompt is no part of the answer', async () => {
    const shell = openShell(true)
    await type('ye')
    const answered = shell.ask(prompt, never())
    clock.advance(600)
    await type('s\r')
    expect(shown).toContain('Please type  yes  or  no.')
    await type('no\r')
    expect(await answered).toBe('no')
  })

  test('an answer within the first half second does not count', async () => {
    const shell = openShell(true)
    const answered = shell.ask(prompt, never())
    await type('yes\r')
    expect(shown).toContain('That was too quick')
    clock.advance(499)
    await type('yes\r')
    clock.advance(1)
    await type('no\r')
    expect(await answered).toBe('no')
  })

  test('Ctrl+C is an interrupt', async () => {
    openShell(true)
    await type('\u0003')
    expect(interrupts).toBe(1)
  })
})

test('the customer takes everything back, or ends, by a word, also while a prompt is open', async () => {
  const shell = openShell(false)
  const heard: string[] = []
  shell.on('revokeAll', () => heard.push('revokeAll'))
  shell.on('end', () => heard.push('end'))
  void shell.ask(prompt, never())
  for (const word of ['x', 'revoke', 'end']) await type(`${word}\n`)
  expect(heard).toEqual(['revokeAll', 'revokeAll', 'end'])
})

test('what is granted is said in a sentence', async () => {
  const shell = openShell(false)
  shell.showTrust('verified')
  shell.showPermissions(['view'])
  shell.showPermissions(['control', 'view'])
  shell.showPermissions([])
  await settled()
  expect(shown.split('\n').slice(0, 3)).toEqual([
    '● Your technician can see your screen.',
    '● Your technician can see your screen and use your mouse and keyboard.',
    '○ Your technician sees nothing and can do nothing.',
  ])
})

test('who is not verified is not called your technician', async () => {
  const shell = openShell(false)
  shell.showTrust('unverified')
  shell.showPermissions(['view'])
  await settled()
  expect(shown).toContain('Somebody who is NOT VERIFIED can see your screen.')
})

test('a chat message of several lines stays several lines, and nothing in it reaches the terminal as a command', async () => {
  const shell = openShell(false)
  shell.showChat({ from: 'technician', name: 'Tess', time: 0, text: 'one\ntwo \u001b[2J' })
  await settled()
  expect(shown).toMatch(/Tess: one\n {6}two \\u001b\[2J\n/)
})
