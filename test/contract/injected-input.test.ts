import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CustomerBrowser } from '../support/customer-browser.ts'
import { AppletProcess, fromSource } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { type Mode, Robot, TRIES_EACH } from '../support/robot.ts'
import type { AppletEvent } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'
import { windowsOfClass, xdotool } from '../support/x-windows.ts'
import { startXvfb } from '../support/xvfb.ts'

const ROUNDS = 10
/** A quarter of a minute where nothing else runs. */
const LONGEST_MS = 300_000
type Start = (display: string, args: readonly string[]) => Promise<Mode>

/** As a window: pressed by a hand, which Chromium tells from a script. */
function browserMode(looks: (page: Page) => void): Start {
  return async (display, args) => {
    const customer = new CustomerBrowser()
    onTestFinished(() => customer[Symbol.asyncDispose]())
    const applet = new AppletProcess(['--ui', 'browser', ...args], customer.environment(display))
    onTestFinished(() => applet[Symbol.asyncDispose]())
    const page = await customer.window()
    looks(page)
    const press = (name: string | RegExp) => page.getByRole('button', { name }).click({ timeout: 2000 })
    const yes = () => press(/^Yes/)
    return { events: () => applet.events, windows: 'chromium', yes, no: () => press('No') }
  }
}

const inTerminal: Start = async (display, args) => {
  const folder = mkdtempSync(join(tmpdir(), 'terminal-'))
  const file = join(folder, 'events')
  const program = [...fromSource('bin/applet.js'), '--ui', 'terminal', '--json', ...args]
  const line = `${program.map((word) => `'${word}'`).join(' ')} > ${file}`
  const env = { ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' }
  const xterm = spawn('xterm', ['-u8', '-geometry', '90x30+0+0', '-e', line], { env, stdio: 'ignore' })
  onTestFinished(async () => {
    await ended(xterm)
    rmSync(folder, { recursive: true })
  })
  const events = (): AppletEvent[] => {
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
    return lines.map((each) => JSON.parse(each))
  }
  // Without a window manager the keys go to what is below the pointer.
  const type = (text: string) => void xdotool(display, 'mousemove', '50', '50', 'type', `${text}\n`)
  return { events, windows: 'xterm', yes: () => type('yes'), no: () => type('no') }
}

const inDialogs: Start = async (display, args) => {
  const environment = { DISPLAY: display }
  const applet = new AppletProcess(['--ui', 'dialog', ...args], environment)
  onTestFinished(() => applet[Symbol.asyncDispose]())
  const press = (...keys: string[]) => {
    const window = windowsOfClass(display, 'zenity').at(-1)
    if (window) xdotool(display, 'windowfocus', '--sync', window, 'key', ...keys)
  }
  return { events: () => applet.events, windows: 'zenity', yes: () => press('Tab', 'space'), no: () => press('Escape') }
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  if (child.kill()) await gone
}

async function controlled(start: Start): Promise<Robot> {
  const xvfb = await startXvfb({ width: 1000, height: 760 })
  onTestFinished(() => xvfb[Symbol.asyncDispose]())
  const broker = await TestBroker.start()
  onTestFinished(() => broker[Symbol.asyncDispose]())
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const mode = await start(xvfb.display, ['--broker', broker.url, pin])
  const statuses = () => mode.events().filter(({ event }) => event === 'status')
  const early = new Robot(xvfb.display, mode, undefined as unknown as TestScreen)
  await early.customerSays('yes', () => statuses().at(-1)?.status === 'waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const code = () => mode.events().findLast(({ event }) => event === 'code')?.digits as string | undefined
  const screen = await TestScreen.open(technician, id)
  await until(() => code() !== undefined, 'the digits')
  await screen.verify({ code: code() })
  const robot = new Robot(xvfb.display, mode, screen)
  await robot.asks('control')
  await robot.customerSays('yes', () => robot.all('answer').length > 0)
  await until(() => robot.screen.updates.length > 0, 'a picture')
  return robot
}

/** Fires with and without a question on the screen, and returns when all of it was counted. */
async function fireAway(robot: Robot): Promise<void> {
  const asked = ['clipboard', 'files.send', 'clipboard'] as const
  for (let round = 0; round < ROUNDS; round += 1) {
    const permission = round % 3 === 1 ? asked[Math.floor(round / 3)] : undefined
    const answers = robot.all('answer').length
    if (permission) await robot.asks(permission)
    await robot.fire()
    expect(robot.all('answer')).toHaveLength(answers)
    if (permission) await robot.customerSays('no', () => robot.all('answer').length > answers)
  }
}

/** What a customer alone may do was not done. */
function expectNothingDone(robot: Robot): void {
  const answers = robot.all('answer').map(({ permission, answer }) => `${permission}: ${answer}`)
  expect(answers).toEqual(['control: yes', 'clipboard: no', 'files.send: no', 'clipboard: no'])
  expect(robot.screen.all('permissions-changed').at(-1)?.granted.toSorted()).toEqual(['control', 'view'])
  expect(robot.all('prompt')).toHaveLength(4)
  expect([robot.all('revoked'), robot.all('chat'), robot.all('file'), robot.all('ended')]).toEqual([[], [], [], []])
  expect(robot.screen.all('file-offered')).toEqual([])
  expect(robot.refused['prompt-open']).toBeGreaterThan(100)
}

describe(`[GATE-2] ${ROUNDS * TRIES_EACH} clicks, keys and texts of a technician with control, where the customer answers`, {
  timeout: LONGEST_MS,
}, () => {
  test.runIf(needs('Xvfb', 'chromium', 'xdotool'))('a browser window: nothing reaches it', async () => {
    let page: Page | undefined
    const choosers: unknown[] = []
    const start = browserMode((opened) => {
      page = opened
      opened.on('filechooser', (chooser) => choosers.push(chooser))
    })
    const robot = await controlled(start)
    await fireAway(robot)
    expectNothingDone(robot)
    expect(robot.refused['own-window']).toBeGreaterThan(500)
    expect(choosers).toEqual([])
    expect(await page?.evaluate('document.documentElement.style.getPropertyValue("--scale") || "1"')).toBe('1')
    expect(await page?.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('')
  })

  test.runIf(needs('Xvfb', 'xterm', 'xdotool'))('a terminal: it is typed into it, and counts for nothing', async () => {
    const robot = await controlled(inTerminal)
    await fireAway(robot)
    expectNothingDone(robot)
    expect(robot.injected).toBeGreaterThan(500)
  })

  test.runIf(needs('Xvfb', 'zenity', 'xdotool'))('dialogs: nothing reaches them', async () => {
    const robot = await controlled(inDialogs)
    await fireAway(robot)
    expectNothingDone(robot)
    expect(robot.refused['own-window']).toBeGreaterThan(300)
  })
})
