import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'
import { clickIn, windowTitled, xdotool } from '../support/x-windows.ts'
import { startXvfb } from '../support/xvfb.ts'
import { WebviewRoom } from './room.ts'

/**
 * Drives the Linux executable in its own window through a session, in a Debian 13 that has WebKitGTK, against a broker of this
 * checkout: `node test/webview/run.ts --room FOLDER --exe FILE [--pictures FOLDER]`, as root. FOLDER is what setup.sh prepared.
 */
const { values } = parseArgs({
  options: { room: { type: 'string' }, exe: { type: 'string' }, pictures: { type: 'string' } },
})
assert(values.room && values.exe, 'usage: run.ts --room FOLDER --exe FILE [--pictures FOLDER]')

/** Milliseconds in which somebody reads a question: what is pressed in the first half second does not count. */
const READING_MS = 1000

await using xvfb = await startXvfb({ width: 1000, height: 800 })
using _manager = windowManager()
using room = new WebviewRoom(values.room, xvfb.display)
await using broker = await TestBroker.start()
const technician = await broker.technician()
const { id, pin } = await technician.newSession('Zoë')

// An executable connects to names only.
const address = broker.url.replace('127.0.0.1', 'localhost')
const name = `${basename(values.exe)}-${pin}`
await using customer = room.start(values.exe, name, '--ui', 'window', '--broker', address)
process.on('exit', (status) => {
  if (status !== 0) console.error(`The program said:\n${customer.errors}`)
})

const window = await windowTitled(xvfb.display, 'Support Connection')
await read('warning')
done('a window asks whether the customer called')
await press(0.5, 0.72, async () => (await technician.status(id)) === 'Waiting', 'the PIN to be taken')
done('they did; the PIN was taken from the file name')
const state = execFileSync('xprop', ['-display', xvfb.display, '-id', window, '_NET_WM_STATE'], { encoding: 'utf8' })
assert.match(state, /_NET_WM_STATE_ABOVE/)
done('the window stays above all others')

await technician.post(`/api/sessions/${id}/start`)
const screen = await TestScreen.verified(technician, id, customer)
await read('active')
done('the technician typed the digits that the window showed')

screen.send({ type: 'permission-requested', permission: 'view' })
await windowTitled(xvfb.display, 'Your answer is needed')
await read('prompt')
const granted = () => screen.all('permissions-changed').at(-1)?.granted.includes('view') === true
await press(0.73, 0.62, granted, 'the Yes')
await until(() => screen.updates.length > 0, 'a picture', 30_000)
await read('seen')
done('the customer said yes in the window, and the technician sees the screen')

await press(0.15, 0.05, () => screen.all('permissions-changed').at(-1)?.granted.length === 0, 'the large X')
await read('taken-back')
done('the large X took everything back')

await press('alt+F4', undefined, () => customer.all('ended').length > 0, 'the end')
await read('ended')
done('the button of the frame ended the session; the window says goodbye')
xdotool(xvfb.display, 'windowfocus', window, 'key', 'alt+F4')
assert.equal((await customer.exit).status, 0)
done('pressed once more it put the window away; exit status 0')

/** A desktop's; without one no window would stay above others. */
function windowManager(): Disposable {
  const child = spawn('openbox', { stdio: 'ignore', env: { ...process.env, DISPLAY: xvfb.display } })
  return { [Symbol.dispose]: () => void child.kill() }
}

/** As long as it takes until it had its effect: what is pressed too soon does not count. */
async function press(
  what: number | string,
  down: number | undefined,
  isDone: () => boolean | Promise<boolean>,
  effect: string,
): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await isDone())) {
    assert(performance.now() < deadline, `no effect: ${effect}`)
    if (typeof what === 'number') clickIn(xvfb.display, window, what, down ?? 0)
    else xdotool(xvfb.display, 'windowfocus', window, 'key', what)
    await pause()
  }
}

async function read(picture: string): Promise<void> {
  await pause()
  if (!values.pictures) return
  mkdirSync(values.pictures, { recursive: true })
  execFileSync('import', ['-display', xvfb.display, '-window', 'root', join(values.pictures, `${picture}.png`)])
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, READING_MS))
}

function done(what: string): void {
  console.log(`ok  ${what}`)
}
