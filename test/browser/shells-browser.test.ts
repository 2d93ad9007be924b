import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownFolders } from '../../src/applet/own-temporaries.ts'
import type { Shell } from '../../src/applet/ui/shell.ts'
import { installedBrowsers } from '../../src/applet/ui/shells/browser/installed-browsers.ts'
import { openBrowserShell } from '../../src/applet/ui/shells/browser-shell.ts'
import type { CustomerAct } from '../../src/applet/ui/view/customer-act.ts'
import { realClock } from '../../src/base/clock.ts'
import { customerView } from '../support/customer-view.ts'
import { needs } from '../support/needs.ts'
import { PLAIN_PAGE } from '../support/plain-page.ts'
import { until } from '../support/until.ts'
import { clickIn, windowTitled, xdotool } from '../support/x-windows.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

let xvfb: Xvfb
let folder: string

/** What is on PATH beside the system's own. */
function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}

function open(path = process.env.PATH): Promise<Shell> {
  const environment = { ...process.env, PATH: path, DISPLAY: xvfb.display }
  return openBrowserShell({ clock: realClock, page: PLAIN_PAGE, environment })
}

function listen(shell: Shell): { acts: CustomerAct[]; losses: string[] } {
  const heard: ReturnType<typeof listen> = { acts: [], losses: [] }
  shell.on('acted', (act) => heard.acts.push(act))
  shell.on('lost', ({ reason }) => heard.losses.push(reason))
  return heard
}

describe.runIf(needs('Xvfb', 'chromium', 'xdotool'))('an installed browser', () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'programs-'))
    xvfb = await startXvfb({ width: 800, height: 800 })
  })

  afterEach(async () => {
    await xvfb[Symbol.asyncDispose]()
    // A browser that was ended may still be at its last word.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  })

  test('shows the session in a window without tabs, and tells what the customer does in it', async () => {
    await using shell = await open()
    const { acts } = listen(shell)
    shell.show(customerView())
    const window = await windowTitled(xvfb.display, 'Stage active')
    await until(() => {
      clickIn(xvfb.display, window, 0.5, 0.75)
      return acts.length > 0
    }, 'the click')
    expect(acts[0]).toEqual({ type: 'revoked-all' })
    shell.show(customerView({ stage: { kind: 'on-hold' } }))
    await windowTitled(xvfb.display, 'Stage on-hold')
  })

  test('[SEC-1] its command line, which everybody on this computer can read, has no token in it', async () => {
    await using shell = await open()
    const lines = readdirSync('/proc').map(commandLine)
    const ours = lines.filter((line) => ownFolders().some((own) => line.includes(own)))
    expect(ours.length).toBeGreaterThan(0)
    expect(ours.join('\n')).not.toMatch(/token/)
    expect(shell.processes).toHaveLength(1)
  })

  test('that is killed is lost at once, and leaves nothing behind', async () => {
    const shell = await open()
    const { losses } = listen(shell)
    process.kill(shell.processes[0] as number, 'SIGKILL')
    await until(() => losses.length > 0, 'the loss')
    await shell[Symbol.asyncDispose]()
    expect(losses).toEqual(['The window was closed.'])
    await until(() => ownFolders().length === 0, 'the profile to be gone')
  })

  test('whose window the customer closes is lost', async () => {
    await using shell = await open()
    const { losses } = listen(shell)
    shell.show(customerView())
    const window = await windowTitled(xvfb.display, 'Stage active')
    await until(() => {
      try {
        xdotool(xvfb.display, 'windowfocus', window, 'key', 'ctrl+w')
      } catch {
        // It is gone already.
      }
      return losses.length > 0
    }, 'the loss')
    expect(losses).toEqual(['The window was closed.'])
  })

  test('that cannot start gives way to the one that opens links', async () => {
    program('chromium', 'exit 1')
    program(
      'xdg-open',
      `echo $$ > ${folder}/pid; exec /usr/bin/chromium --no-sandbox --user-data-dir=${folder}/own "$1"`,
    )
    const shell = await open(`${folder}:/usr/bin:/bin`)
    const { losses } = listen(shell)
    shell.show(customerView())
    await windowTitled(xvfb.display, 'Stage active')
    // Whoever's browser that is: it is not ours to hide or to end.
    expect(shell.processes).toEqual([])
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')))
    await until(() => losses.length > 0, 'the loss')
    expect(losses).toEqual(['The window was closed.'])
    await shell[Symbol.asyncDispose]()
  })

  test('is refused with every reason when nothing works', async () => {
    program('chromium', 'exit 1')
    program('xdg-open', 'exit 3')
    const before = ownFolders().length
    await expect(open(folder)).rejects.toThrow('The window was closed.; no browser could be opened (3)')
    expect(ownFolders()).toHaveLength(before)
  })
})

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // No process, or gone meanwhile.
    return ''
  }
}

describe('a computer', () => {
  test('without a screen gets no browser', async () => {
    const environment = { PATH: process.env.PATH }
    await expect(
      openBrowserShell({ clock: realClock, page: PLAIN_PAGE, platform: 'linux', environment }),
    ).rejects.toThrow('there is no screen')
  })

  test('is not searched where anybody may put a program', () => {
    expect(installedBrowsers('linux', { PATH: ':.:relative' })).toEqual([])
    expect(installedBrowsers('win32', {})).toEqual([])
  })
})
