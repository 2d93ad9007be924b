import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { JsonProcess } from '../support/json-process.ts'
import { savedLines } from '../support/logged-session.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { CustomerPlace, NAME } from '../support/test-program.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'
import { XHeld } from '../support/x-held.ts'
import { startXvfb } from '../support/xvfb.ts'

/** In the X server's mask. */
const BUTTON_1 = 1 << 8

const program = inject('program')
let broker: TestBroker
let technician: ConsoleClient
let url: string

beforeAll(async () => {
  broker = await TestBroker.start()
  technician = await broker.technician()
  url = broker.url.replace('127.0.0.1', 'localhost')
})
afterAll(() => broker[Symbol.asyncDispose]())

/** Runs it until it waits for its technician, then stops it as a customer would who closes it. */
async function leave(command: readonly string[]): Promise<JsonProcess> {
  const { pin } = await technician.newSession()
  const applet = new JsonProcess(command, ['--headless', '--broker', url, pin])
  await applet.untilStatus('waiting')
  applet.child.kill('SIGTERM')
  expect((await applet.exit).status).toBe(5)
  return applet
}

/** What a run that was killed would have left: a folder that bears the mark of a process that is gone. */
function leaveBehind(place: CustomerPlace, name: string): string {
  const folder = join(place.temporary, name)
  const { pid } = spawnSync('true')
  mkdirSync(folder, { mode: 0o700 })
  const mark = { program: 'open-rescue', pid, space: readlinkSync('/proc/self/ns/pid') }
  writeFileSync(join(folder, '.owner'), JSON.stringify(mark))
  writeFileSync(join(folder, 'spooled'), 'of the customer')
  execFileSync('chown', ['-R', '--reference', place.temporary, folder])
  return folder
}

test('[DEL-1] in a folder that cannot be written to, the program stays and leaves in peace', async () => {
  using place = new CustomerPlace()
  const file = place.download(program, NAME)
  chmodSync(place.downloads, 0o555)
  const { errors } = await leave(place.command(file))
  expect(readdirSync(place.downloads)).toEqual([NAME])
  expect(errors).not.toContain('our own fault')
  expect(readdirSync(place.temporary)).toEqual([])
})

test('[DEL-1] started in a linked folder, it removes itself and nothing of what lies there', async () => {
  using place = new CustomerPlace()
  const file = place.download(program, NAME)
  const work = join(place.root, 'work')
  const link = join(place.root, 'link')
  mkdirSync(work)
  for (const name of [NAME, 'Info.plist', 'letter.txt']) writeFileSync(join(work, name), 'mine')
  execFileSync('chown', ['-R', '--reference', place.temporary, work])
  symlinkSync(work, link)
  await leave(['env', '-C', link, ...place.command(file)])
  expect(existsSync(file)).toBe(false)
  expect(readdirSync(work).sort()).toEqual(['Info.plist', NAME, 'letter.txt'].sort())
})

test('[DEL-1] what an earlier run of the same person left is removed, what somebody else left is not', async () => {
  using place = new CustomerPlace()
  const file = place.download(program, NAME)
  const own = leaveBehind(place, 'rescue-abcdef')
  const others = leaveBehind(place, 'rescue-ghijkl')
  if (process.getuid?.() === 0) chownSync(others, 0, 0)
  else chmodSync(others, 0o755)
  await leave(place.command(file))
  expect(existsSync(own)).toBe(false)
  expect(readdirSync(others).sort()).toEqual(['.owner', 'spooled'])
})

test('[LOG-1] the program that wrote a log checks it, offline', () => {
  using place = new CustomerPlace()
  const file = place.download(program, NAME)
  const log = join(place.downloads, 'log.jsonl')
  const [command = '', ...args] = place.command(file)
  const verify = () => spawnSync(command, [...args, 'verify-log', log, '--language', 'en'], { encoding: 'utf8' })
  writeFileSync(log, `${savedLines(3).join('\n')}\n`)
  expect(verify()).toMatchObject({ status: 0, stdout: expect.stringContaining('All 3 lines') })
  writeFileSync(log, savedLines(3).toSpliced(2, 1).join('\n'))
  expect(verify()).toMatchObject({ status: 1, stdout: 'Something was left out before line 3.\n' })
  expect(existsSync(file)).toBe(true)
})

/** Programs that run from this file. */
function processesOf(file: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/exe`).startsWith(file)
    } catch {
      return false
    }
  })
}

test.runIf(needs('Xvfb'))(
  '[DEL-1] killed in the middle of a drag, it leaves no key down, no process and no folder',
  async () => {
    await using xvfb = await startXvfb({ width: 640, height: 480 })
    using held = new XHeld(xvfb.display)
    using place = new CustomerPlace()
    const file = place.download(program, NAME)
    const { id, pin } = await technician.newSession()
    const applet = place.run(file, ['--ui', 'terminal', '--broker', url, pin], { DISPLAY: xvfb.display })
    applet.type('yes')
    await applet.untilStatus('waiting')
    await technician.post(`/api/sessions/${id}/start`)
    const screen = await TestScreen.verified(technician, id, applet)
    screen.send({ type: 'permission-requested', permission: 'control' })
    await applet.next('prompt')
    applet.type('yes')
    await until(() => screen.updates.length > 0, 'a picture')
    screen.send({ type: 'key-pressed', code: 'ControlLeft' })
    screen.send({ type: 'button-pressed', x: 9, y: 9, button: 'left' })
    await until(() => held.keys.length === 1 && (held.mask & BUTTON_1) !== 0, 'the key down')

    applet.child.kill('SIGKILL')
    await until(() => held.keys.length === 0 && held.mask === 0, 'the key up')
    await until(() => processesOf(file).length === 0, 'no process left')
    expect(readdirSync(place.temporary)).toEqual([])
    expect(readdirSync(place.downloads)).toEqual([NAME])
  },
)
