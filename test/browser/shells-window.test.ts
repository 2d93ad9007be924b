import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../src/applet/ui/process/window-process.ts'
import { WindowProcess } from '../../src/applet/ui/process/window-process.ts'
import type { Shell } from '../../src/applet/ui/shell.ts'
import { openWindowShell } from '../../src/applet/ui/shells/window-shell.ts'
import type { CustomerAct } from '../../src/applet/ui/view/customer-act.ts'
import { realClock } from '../../src/base/clock.ts'
import { customerView } from '../support/customer-view.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { needs } from '../support/needs.ts'
import { PLAIN_PAGE } from '../support/plain-page.ts'
import { isRunning } from '../support/stand-in-dialogs.ts'
import { until } from '../support/until.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const TITLE = 'Support session'
const ORDER = { type: 'open', url: 'http://127.0.0.1:9/#token=x', title: TITLE } as const
const REAL: Command = [process.execPath, join(import.meta.dirname, '../../src/applet/ui/process/window-main.ts')]
const ENDED = {
  kind: 'ended',
  sentence: 'You ended the session.',
  isGood: true,
  mayTryAgain: false,
  lastedMs: 1,
  bytes: 0,
  removesItself: false,
} as const

const standIn = (how: string): Command => [
  process.execPath,
  join(import.meta.dirname, '../support/stand-in-window.ts'),
  how,
]

describe.runIf(needs('Xvfb'))('the process of the window', () => {
  let xvfb: Xvfb
  let before: string | undefined

  beforeEach(async () => {
    xvfb = await startXvfb({ width: 800, height: 800 })
    before = process.env.DISPLAY
    process.env.DISPLAY = xvfb.display
  })

  afterEach(async () => {
    if (before === undefined) delete process.env.DISPLAY
    else process.env.DISPLAY = before
    await xvfb[Symbol.asyncDispose]()
  })

  // Five seconds by a clock that stands still: a busy machine has all the time it needs.
  const open = (how: string): Promise<Shell> =>
    openWindowShell({ clock: new FakeClock(), command: standIn(how), title: TITLE, page: PLAIN_PAGE })

  test('that is killed is the loss of the window, at once', async () => {
    await using shell = await open('works')
    const losses: string[] = []
    shell.on('lost', ({ reason }) => losses.push(reason))
    process.kill(shell.processes[0] as number, 'SIGKILL')
    await until(() => losses.length > 0, 'the loss')
    expect(losses).toEqual(['The process of the window ended (SIGKILL).'])
  })

  test.each([
    ['active', 'ended'],
    ['ended', 'left'],
  ] as const)('tells of its frame’s button: %s, and it is %s', async (stage, act) => {
    await using shell = await open('closed-by-its-frame')
    const acts: CustomerAct[] = []
    shell.on('acted', (each) => acts.push(each))
    shell.show(customerView({ stage: stage === 'ended' ? ENDED : { kind: stage } }))
    await until(() => acts.length > 0, 'the act')
    expect(acts).toEqual([{ type: act }])
  })

  test('ends with the shell', async () => {
    const shell = await open('works')
    const [pid] = shell.processes
    await shell[Symbol.asyncDispose]()
    expect(isRunning(pid as number)).toBe(false)
  })

  test.each([
    ['dies', 'the process of the window ended (SIGABRT)'],
    ['fails', 'no WebView here'],
  ])('that %s is a reason to go on to the next way', async (how, reason) => {
    await expect(open(how)).rejects.toThrow(reason)
  })

  test('that cannot be started is one, too', async () => {
    const command: Command = ['/nowhere/program']
    await expect(openWindowShell({ clock: realClock, command, title: TITLE, page: PLAIN_PAGE })).rejects.toThrow(
      'did not start',
    )
  })

  test('that says nothing for five seconds is given up', async () => {
    const clock = new FakeClock()
    const opening = WindowProcess.open(standIn('silent'), ORDER, clock)
    clock.advance(4999)
    const early = await Promise.race([opening, Promise.resolve('still waiting')])
    expect(early).toBe('still waiting')
    clock.advance(1)
    await expect(opening).rejects.toThrow('the window did not open in time')
  })

  test('as it is, either shows a window or says why it cannot', async () => {
    const outcome = await openWindowShell({ clock: realClock, command: REAL, title: TITLE, page: PLAIN_PAGE }).then(
      async (shell) => {
        await shell[Symbol.asyncDispose]()
        return 'shown'
      },
      (error: Error) => error.message,
    )
    expect(outcome).toMatch(/^shown$|not installed|GLIBC|cannot open shared object|did not open in time/)
  })
})

test('without a screen nothing is started', async () => {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  delete process.env.DISPLAY
  delete process.env.WAYLAND_DISPLAY
  try {
    const opening = openWindowShell({ clock: realClock, command: ['/nowhere'], title: TITLE, page: PLAIN_PAGE })
    await expect(opening).rejects.toThrow('there is no screen')
  } finally {
    if (DISPLAY !== undefined) process.env.DISPLAY = DISPLAY
    if (WAYLAND_DISPLAY !== undefined) process.env.WAYLAND_DISPLAY = WAYLAND_DISPLAY
  }
})
