import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, test } from 'vitest'
import { TerminalShell } from '../../../../../src/applet/ui/shells/terminal-shell.ts'
import type { CustomerAct } from '../../../../../src/applet/ui/view/customer-act.ts'
import type { FileView, PermissionView } from '../../../../../src/applet/ui/view/customer-view.ts'
import type { Permission } from '../../../../../src/protocol/permission.ts'
import { customerView, promptView } from '../../../../support/customer-view.ts'

const ASKED = customerView({ prompt: promptView() })
const ENDED = {
  kind: 'ended',
  sentence: 'You ended the session.',
  isGood: true,
  mayTryAgain: false,
  lastedMs: 1,
  bytes: 0,
  removesItself: false,
} as const

let input: PassThrough & { isTTY?: boolean }
let shown: string
let interrupts: number
let acts: CustomerAct[]
let losses: string[]

function openShell(isTerminal = false): TerminalShell {
  input = new PassThrough()
  // Readline reads a terminal key by key and switches it to do so.
  if (isTerminal) Object.assign(input, { isTTY: true, setRawMode: () => input })
  const output = new PassThrough()
  shown = ''
  output.on('data', (data: Buffer) => {
    shown += data.toString()
  })
  const shell = new TerminalShell({ input, output, onInterrupt: () => (interrupts += 1) })
  shell.on('acted', (act) => acts.push(act))
  shell.on('lost', ({ reason }) => losses.push(reason))
  return shell
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

async function type(...lines: string[]): Promise<void> {
  for (const line of lines) {
    input.write(line)
    await settled()
  }
}

function granted(...permissions: Permission[]): PermissionView[] {
  return permissions.map((permission) => ({ permission, granted: true, until: undefined, canGrant: true }))
}

beforeEach(() => {
  interrupts = 0
  acts = []
  losses = []
})

describe('a prompt', () => {
  test.each([
    ['yes', 'yes'],
    ['Y', 'yes'],
    ['  YES  ', 'yes'],
    ['no', 'no'],
    ['N', 'no'],
  ] as const)('%s is %s', async (typed, answer) => {
    openShell().show(ASKED)
    await type(`${typed}\n`)
    expect(acts).toEqual([{ type: 'prompt-answered', prompt: 1, answer }])
    expect(shown).toContain(promptView().text)
    expect(shown).toMatch(/Type {2}yes {2}or {2}no {2}\(no answer within 60 seconds means no\)/)
  })

  test('anything else is no answer', async () => {
    openShell().show(ASKED)
    await type('\n', 'yes please\n', 'perhaps\n', 'ye\n', 'ja\n')
    expect(acts).toEqual([])
    expect(shown).toContain('Please type  yes  or  no.')
  })

  test('that is closed is not answered any more, and says so', async () => {
    const shell = openShell()
    shell.show(ASKED)
    shell.show(customerView())
    await type('yes\n')
    expect(shown).toContain('The question is closed')
    expect(shown).toContain('No question is open.')
    expect(acts).toEqual([])
  })

  test('that was answered here goes without a word', async () => {
    const shell = openShell()
    shell.show(ASKED)
    await type('yes\n')
    shell.show(customerView())
    expect(shown).not.toContain('The question is closed')
  })

  test('from somebody who is not verified begins with that', () => {
    openShell().show(customerView({ prompt: promptView({ warning: 'NOT VERIFIED: nobody has checked.' }) }))
    expect(shown.indexOf('NOT VERIFIED')).toBeGreaterThan(-1)
    expect(shown.indexOf('NOT VERIFIED')).toBeLessThan(shown.indexOf('Tess of Contoso'))
  })

  test('that is open stays the same question when something else changes', () => {
    const shell = openShell()
    shell.show(ASKED)
    shell.show({ ...ASKED, isSeen: true })
    expect(shown.match(/Do you allow this/g)).toHaveLength(1)
  })
})

describe('a prompt of several things', () => {
  const several = customerView({ prompt: promptView({ kind: 'bundle', choices: ['view', 'control', 'clipboard'] }) })

  test.each([
    ['1 3', ['view', 'clipboard']],
    ['3,1', ['view', 'clipboard']],
    ['2', ['control']],
    ['yes', ['view', 'control', 'clipboard']],
  ])('%j ticks them by number', async (typed, ticked) => {
    openShell().show(several)
    expect(shown).toContain('  2  your mouse and keyboard')
    await type(`${typed}\n`)
    expect(acts).toEqual([{ type: 'prompt-answered', prompt: 1, answer: 'yes', ticked }])
  })

  test.each(['4', '0', '1 4', '1-3', '1 and 2', ''])('%j ticks nothing', async (typed) => {
    openShell().show(several)
    await type(`${typed}\n`)
    expect(acts).toEqual([])
    expect(shown).toContain('Please type numbers,')
  })

  test('no refuses all of them', async () => {
    openShell().show(several)
    await type('no\n')
    expect(acts).toEqual([{ type: 'prompt-answered', prompt: 1, answer: 'no' }])
  })
})

test.each([
  ['15', { minutes: 15 }],
  ['yes', {}],
])('a prompt that may be for some minutes takes one of them, or a Yes without an end: %j', async (typed, detail) => {
  openShell().show(customerView({ prompt: promptView({ minutes: [5, 15, 30] }) }))
  expect(shown).toContain('5, 15, or 30')
  await type('7\n', `${typed}\n`)
  expect(acts).toEqual([{ type: 'prompt-answered', prompt: 1, answer: 'yes', ...detail }])
})

describe('where nothing could be reached', () => {
  const unreached = customerView({ stage: { ...ENDED, sentence: 'Nobody there.', isGood: false, mayTryAgain: true } })

  test.each([
    ['again', 'tried-again'],
    ['Yes', 'tried-again'],
    ['no', 'left'],
    ['end', 'ended'],
  ])('whoever types is asked whether to try again: %s', async (typed, type) => {
    openShell(true).show(unreached)
    expect(shown).toContain('Nobody there.\nType  again  to try once more,  or  end  to leave:')
    await settled()
    expect(acts).toEqual([])
    input.write(`${typed}\r`)
    await settled()
    expect(acts).toEqual([{ type }])
  })

  test('a script is told, and has ended', async () => {
    openShell().show(unreached)
    await settled()
    expect(shown).toBe('Nobody there.\n')
    expect(acts).toEqual([{ type: 'left' }])
  })
})

describe('[GATE-2] in a terminal that somebody with control could type into', () => {
  test('what was typed before the prompt is no part of the answer', async () => {
    const shell = openShell(true)
    await type('ye')
    shell.show(ASKED)
    await type('s\r')
    expect(shown).toContain('Please type  yes  or  no.')
    await type('no\r')
    expect(acts).toEqual([{ type: 'prompt-answered', prompt: 1, answer: 'no' }])
  })

  test('a Yes that did not count is told of each time, and the question goes with words when it goes', async () => {
    const shell = openShell(true)
    shell.on('acted', (act) => {
      shell.show({ ...ASKED, notice: 'That was too quick.' })
      shell.refused(act)
    })
    shell.show(ASKED)
    await type('yes\r', 'yes\r')
    expect(shown.match(/That was too quick/g)).toHaveLength(2)
    shell.show(customerView())
    expect(shown).toContain('The question is closed')
  })

  test('a message that did not count is given back, to be sent or changed', async () => {
    const shell = openShell(true)
    let refuses = true
    shell.on('acted', (act) => refuses && shell.refused(act))
    shell.show(customerView())
    await type('Please wait\r')
    expect(shown).toContain('press Enter to send it')
    refuses = false
    await type(' here\r')
    expect(acts).toEqual([
      { type: 'said', text: 'Please wait' },
      { type: 'said', text: 'Please wait here' },
    ])
    // What was given back is not taken for a message that is still on its way.
    shell.showChat({ id: 1, from: 'customer', name: 'You', time: 0, text: 'Please wait', delivered: false })
    expect(shown).toContain('You: Please wait')
  })

  test('a command that did not count is not given back: somebody else may have typed it', async () => {
    const shell = openShell(true)
    shell.on('acted', (act) => shell.refused(act))
    shell.show(customerView())
    await type('send /etc/passwd\r', '\r')
    expect(acts).toEqual([{ type: 'file-chosen', path: '/etc/passwd' }])
  })

  test('Ctrl+C is an interrupt', async () => {
    openShell(true)
    await type('\u0003')
    expect(interrupts).toBe(1)
  })

  test('its end is the loss of it', async () => {
    const shell = openShell(true)
    shell.show(customerView())
    await type('\u0004')
    expect(losses).toEqual(['The terminal was closed.'])
  })
})

test('a pipe counts as scripted, and its end is none of ours', async () => {
  const shell = openShell()
  shell.show(customerView())
  input.end()
  await settled()
  expect([shell.isScripted, acts, losses]).toEqual([true, [], []])
})

describe('before the session', () => {
  test('[SCAM-1] whoever sits at a terminal is asked whether they called', async () => {
    openShell(true).show(customerView({ stage: { kind: 'warning' } }))
    expect(shown).toContain('Did you call the company yourself?')
    await type('perhaps\r', 'no\r')
    expect(acts).toEqual([{ type: 'warning-answered', called: false }])
  })

  test('a script is warned and goes on', async () => {
    openShell().show(customerView({ stage: { kind: 'warning' } }))
    await settled()
    expect(shown).toContain('Did you call the company yourself?')
    expect(acts).toEqual([{ type: 'warning-answered', called: true }])
  })

  test('the code is asked for, and asked for again with what was wrong', async () => {
    const shell = openShell()
    shell.show(customerView({ stage: { kind: 'pin', trouble: undefined } }))
    await type('\n', '123 456\n')
    shell.show(customerView({ stage: { kind: 'pin', trouble: 'This code has expired.' } }))
    expect(acts).toEqual([{ type: 'code-entered', code: '123 456' }])
    expect(shown.split('This code has expired.\n')[1]).toContain('Type the 6-digit code')
  })

  test('a script that has no code to give ends it', async () => {
    openShell().show(customerView({ stage: { kind: 'pin', trouble: undefined } }))
    input.end()
    await settled()
    expect(acts).toEqual([{ type: 'ended' }])
  })

  test('the terms are read and answered', async () => {
    openShell().show(customerView({ stage: { kind: 'terms', text: 'Be kind.', toTheEnd: true } }))
    await type('yes\n')
    expect(shown).toContain('Be kind.')
    expect(acts).toEqual([{ type: 'terms-answered', accepted: true }])
  })

  test('the digits are shown in two groups', () => {
    openShell().show(customerView({ code: '482913' }))
    expect(shown).toContain('482 913')
  })
})

test('after the session there is a last sentence, and nothing more to do', async () => {
  openShell(true).show(customerView({ stage: ENDED }))
  await settled()
  expect(shown).toContain('You ended the session.')
  expect(acts).toEqual([{ type: 'left' }])
})

test('the customer takes everything back, or ends, by a word, also while a question is open', async () => {
  const shell = openShell()
  shell.show(ASKED)
  await type('x\n', 'revoke\n', 'END\n')
  shell.show(customerView({ stage: { kind: 'terms', text: 'Terms', toTheEnd: false } }))
  await type('quit\n')
  expect(acts.map(({ type }) => type)).toEqual(['revoked-all', 'revoked-all', 'ended', 'ended'])
})

test('words of command and words for the technician are told apart', async () => {
  const files: FileView[] = [
    {
      id: 'f7',
      direction: 'received',
      name: 'manual\u001b.pdf',
      bytes: 12,
      doneBytes: 0,
      state: 'offered',
      sentence: undefined,
    },
  ]
  openShell().show(customerView({ files }))
  await type('off view\n', 'On files.send\n', 'off you go\n', 'off everything\n')
  await type('send "/tmp/my photo.jpg"\n', 'send me the bill\n', 'send photo.jpg\n')
  await type(
    'save 1 /tmp/here\n',
    'save 2 /tmp/here\n',
    'refuse 1\n',
    'log /tmp\n',
    'log verifiable /tmp\n',
    'log it all\n',
  )
  expect(acts).toEqual([
    { type: 'permission-switched', permission: 'view', on: false },
    { type: 'permission-switched', permission: 'files.send', on: true },
    { type: 'said', text: 'off you go' },
    { type: 'said', text: 'off everything' },
    { type: 'file-chosen', path: '/tmp/my photo.jpg' },
    { type: 'said', text: 'send me the bill' },
    { type: 'file-chosen', path: 'photo.jpg' },
    { type: 'file-placed', file: 'f7', folder: '/tmp/here' },
    { type: 'file-refused', file: 'f7' },
    { type: 'log-saved', format: 'text', folder: '/tmp' },
    { type: 'log-saved', format: 'verifiable', folder: '/tmp' },
    { type: 'said', text: 'log it all' },
  ])
  expect(shown).toContain('There is no file 2.')
  expect(shown).toContain('manual\\u001b.pdf')
})

test('what is granted is said in a sentence', () => {
  const shell = openShell()
  for (const permissions of [granted(), granted('view'), granted('control', 'view'), granted('control', 'view'), []]) {
    shell.show(customerView({ stage: { kind: 'waiting' }, permissions }))
  }
  expect(shown.split('\n')).toEqual([
    '● Your technician can see your screen.',
    '● Your technician can see your screen and use your mouse and keyboard.',
    '○ Your technician sees nothing and can do nothing.',
    '',
  ])
})

test('who is not verified is not called your technician', () => {
  openShell().show(customerView({ trust: 'unverified', permissions: granted('view') }))
  expect(shown).toContain('Somebody who is NOT VERIFIED can see your screen.')
})

test('what the log says is shown once, and the chat in lines of its own', () => {
  const shell = openShell()
  shell.showLog({ seq: 1, time: 0, kind: 'chat-technician', text: 'Tess: hello' })
  shell.showLog({ seq: 2, time: 0, kind: 'chat-not-sent', text: 'Nobody can read that yet.' })
  expect(shown).not.toContain('hello')
  expect(shown).toContain('Nobody can read that yet.')
})

describe('the chat', () => {
  const line = {
    id: 1,
    from: 'technician' as const,
    name: 'Tess',
    time: 0,
    text: 'one\ntwo \u001b[2J',
    delivered: true,
  }

  test('a message of several lines stays several lines, and nothing in it reaches the terminal as a command', () => {
    openShell().showChat(line)
    expect(shown).toMatch(/Tess: one\n {6}two \\u001b\[2J\n/)
  })

  test('what the customer typed stands there already; what they wrote elsewhere is shown', async () => {
    const shell = openShell()
    await type('hello\n')
    shell.showChat({ ...line, from: 'customer', name: 'You', text: 'hello', delivered: false })
    shell.showChat({ ...line, from: 'customer', name: 'You', text: 'hello', delivered: true })
    expect(shown).toBe('')
    shell.showChat({ ...line, id: 2, from: 'customer', name: 'You', text: 'from the window' })
    expect(shown).toContain('You: from the window')
  })
})
