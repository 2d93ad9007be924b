import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Rect } from '../../src/base/rect.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'
import { copyOn, pasteOn } from '../support/x-clipboard.ts'
import { type Picture, xPicture } from '../support/x-picture.ts'
import { startXvfb } from '../support/xvfb.ts'
import { signForOnce } from './authenticode.ts'
import { WineRoom } from './room.ts'
import { differentPixels, shownPicture } from './shown-picture.ts'
import { Terminal } from './terminal.ts'

/**
 * Drives the Windows executable through a whole session in wine 10, against a broker of this checkout:
 * `node test/wine10/run.ts --room FOLDER --exe FILE`, as root. FOLDER is what wine10-setup.sh prepared.
 */
const { values } = parseArgs({ options: { room: { type: 'string' }, exe: { type: 'string' } } })
assert(values.room && values.exe, 'usage: run.ts --room FOLDER --exe FILE')

const TEXT = 'Grüße, ñ ß 漢字 😀 € "{[@]}"\nsecond line\tafter a tab\n'
/** Notepad keeps the encoding that a file begins with. */
const BYTE_ORDER_MARK = '\ufeff'

await using xvfb = await startXvfb({ width: 1280, height: 800 })
await using room = await WineRoom.open(values.room, xvfb.display)
await using broker = await TestBroker.start()
const technician = await broker.technician()
const { id, pin } = await technician.newSession('Zoë')

const folder = join(room.driveC, 'session')
const typedFile = join(folder, 'typed.txt')
const name = `${basename(values.exe, '.exe')}-${pin}.exe`
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
writeFileSync(typedFile, BYTE_ORDER_MARK)
const unpacked = leftovers()

signForOnce(values.exe, join(folder, name))
done('Authenticode signature verified')

room.start('notepad', 'C:\\session\\typed.txt')
await until(() => windowOf(xPicture(xvfb.display)) !== undefined, 'notepad', 60_000)
const notepad = windowOf(xPicture(xvfb.display)) as Rect
done(`notepad is open, ${notepad.width} by ${notepad.height} pixels`)

// An executable connects to names only.
const address = broker.url.replace('127.0.0.1', 'localhost')
const customer = new Terminal(room.startInTerminal(`C:\\session\\${name}`, '--ui', 'terminal', '--broker', address))
process.on('exit', (status) => {
  if (status !== 0) console.error(`The customer’s terminal:\n${customer.output}`)
})
await customer.answer(/Type\s+yes\s+if\s+you\s+called/, 'yes')
done('the customer read the warning')
await until(async () => (await technician.status(id)) === 'Waiting', 'the PIN to be taken', 30_000)
done(`the PIN ${pin} was taken from the file name`)

await technician.post(`/api/sessions/${id}/start`)
await until(async () => (await technician.status(id)) === 'Active', 'the start')
const screen = await TestScreen.verified(technician, id, {
  get code() {
    return /to your technician: (\d{3}) (\d{3})/.exec(customer.output)?.slice(1).join('')
  },
})
done('the customer read six digits aloud, and the technician typed them in')
await allow('view')
done('the customer said yes to view, in the terminal')

await until(async () => (await difference()) === 0, 'the very picture', 30_000)
done(`the picture is the X display’s: ${screen.updates.length} updates, no pixel differs beyond JPEG`)

assert.notDeepEqual(leftovers(), unpacked)

await allow('control')
const middle = { x: notepad.x + Math.floor(notepad.width / 2), y: notepad.y + Math.floor(notepad.height / 2) }
screen.send({ type: 'button-pressed', ...middle, button: 'left' })
screen.send({ type: 'button-released', ...middle, button: 'left' })
screen.send({ type: 'text-entered', text: TEXT })
// A key with the prefix E0, and a modifier that is held while text comes.
screen.send({ type: 'text-entered', text: 'd' })
strike('ArrowLeft')
screen.send({ type: 'key-pressed', code: 'ShiftLeft' })
screen.send({ type: 'text-entered', text: 'en' })
screen.send({ type: 'key-released', code: 'ShiftLeft' })
strike('ControlLeft', 'KeyS')
const expected = `${BYTE_ORDER_MARK}${TEXT.replaceAll('\n', '\r\n')}end`
await until(() => readFileSync(typedFile, 'utf8') === expected, 'the typed text in the file', 30_000)
done(`notepad saved what was typed: ${TEXT.length} UTF-16 units`)
await until(async () => (await difference()) === 0, 'the picture with the text', 30_000)
done('the technician sees it')

await allow('clipboard')
const shared = () => screen.all('activity-logged').some(({ kind }) => kind === 'clipboard-shared')
await until(shared, 'the clipboard open', 30_000)
await copyOn(xvfb.display, TEXT)
await until(() => screen.all('clipboard-changed').at(-1)?.text === TEXT, 'the copied text', 30_000)
screen.send({ type: 'clipboard-changed', text: `${TEXT}back` })
await until(
  async () => (await pasteOn(xvfb.display)).replaceAll('\r', '') === `${TEXT}back`,
  'the text to paste',
  30_000,
)
assert.equal(screen.all('clipboard-changed').length, 1)
done('copied text went both ways, and did not come back')

customer.type('x')
await until(() => screen.all('permissions-changed').at(-1)?.granted.length === 0, 'the revoke')
const updates = screen.updates.length
screen.send({ type: 'text-entered', text: 'too late' })
strike('ControlLeft', 'KeyS')
await until(() => screen.all('input-refused').at(-1)?.reason === 'not-permitted', 'the refusal')
assert.equal(readFileSync(typedFile, 'utf8'), expected)
assert.equal(screen.updates.length, updates)
done('after a revoke input is refused and no picture comes')

customer.type('end')
assert.equal(await customer.exit, 0)
done('the customer ended the session; exit status 0')
await until(() => !existsSync(join(folder, name)), 'the executable to be gone', 90_000)
await until(() => leftovers().length === unpacked.length, 'its unpacked parts to be gone', 90_000)
done('the executable and what it unpacked are gone')
rmSync(folder, { recursive: true })

async function allow(permission: 'view' | 'control' | 'clipboard'): Promise<void> {
  const answered = screen.next('permission-answered')
  screen.send({ type: 'permission-requested', permission })
  await customer.answer(/Type\s+yes/, 'yes')
  assert.deepEqual(await answered, { type: 'permission-answered', permission, answer: 'yes' })
}

/** Presses keys together, the first one longest. */
function strike(...codes: string[]): void {
  for (const code of codes) screen.send({ type: 'key-pressed', code })
  for (const code of codes.reverse()) screen.send({ type: 'key-released', code })
}

/** Pixels that the technician sees other than the X display shows them; all of it before there is a picture. */
async function difference(): Promise<number> {
  const size = screen.all('screen-described').at(-1)
  if (!size) return Number.POSITIVE_INFINITY
  const shown = await shownPicture(size, screen.updates)
  return differentPixels(shown, xPicture(xvfb.display))
}

/** Where something stands on the black of an X display without a desktop. */
function windowOf({ width, height, pixels }: Picture): Rect | undefined {
  const lit = (x: number, y: number) => (pixels.readUInt32LE((y * width + x) * 4) & 0xff_ff_ff) !== 0
  const columns = Array.from({ length: width }, (_, x) => x)
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) => columns.some((x) => lit(x, y)))
  const [top, bottom] = [rows[0], rows.at(-1)]
  if (top === undefined || bottom === undefined) return undefined
  const lines = columns.filter((x) => rows.some((y) => lit(x, y)))
  const [left = 0, right = 0] = [lines[0], lines.at(-1)]
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/** What programs left in wine's folder for temporary files. */
function leftovers(): string[] {
  return readdirSync(join(room.driveC, 'users/root/AppData/Local/Temp'))
}

function done(what: string): void {
  console.log(`ok  ${what}`)
}
