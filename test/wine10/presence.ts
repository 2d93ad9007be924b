import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TARGET_SPECS } from '../../build-scripts/package-applet/targets.ts'
import { vendorFolder } from '../../build-scripts/package-applet/vendor.ts'
import { frameStrips } from '../../src/applet/screen-sign/frame-strips.ts'
import { contains, type Rect } from '../../src/base/rect.ts'
import { until } from '../support/until.ts'
import { type Picture, xPicture } from '../support/x-picture.ts'
import { startXvfb } from '../support/xvfb.ts'
import { WineRoom } from './room.ts'

/**
 * Has the parts for Windows find a window, show the sign and hear the key that takes everything back in wine 10, from source:
 * `node test/wine10/presence.ts --room FOLDER`, as root. FOLDER is what wine10-setup.sh prepared.
 */
const { values } = parseArgs({ options: { room: { type: 'string' } } })
assert(values.room, 'usage: presence.ts --room FOLDER')

/** A call that wine's emulation does not survive spins for ever; the room goes with us. */
const HARD_LIMIT_MS = 180_000
setTimeout(() => assert.fail('wine took too long'), HARD_LIMIT_MS).unref()

interface Found {
  readonly rects: readonly Rect[]
  readonly ms: number
  readonly hasFocus: boolean
  readonly pressed: number
  readonly works: boolean
}

const root = join(import.meta.dirname, '../..')
const SCREEN = { x: 0, y: 0, width: 800, height: 600 }
await using xvfb = await startXvfb(SCREEN)
const env = { ...process.env, DISPLAY: xvfb.display }
await using room = await WineRoom.open(values.room, xvfb.display)
const folder = join(room.driveC, 'presence')
await prepare()
const program = room.startInTerminal('C:\\presence\\node.exe', 'C:\\presence\\test\\wine10\\presence-in-wine.ts')
let output = ''
program.stdout?.on('data', (data: Buffer) => {
  output += data.toString()
})
process.on('exit', (status) => {
  if (status !== 0) console.error(output, existsSync(join(folder, 'found.json')) ? found() : 'found nothing')
})
await until(() => existsSync(join(folder, 'found.json')), 'the parts open', 60_000)
assert.deepEqual(found().rects, [])
done('the parts open, and nothing is ours yet')

await want('window')
await until(() => found().rects.length > 0, 'the window', 60_000)
await until(() => isLit(found().rects), 'the window where it is said to be', 20_000)
done(`a window is found where it stands: ${JSON.stringify(found().rects)}, in ${found().ms.toFixed(2)} ms`)
const [{ x, y, width, height } = SCREEN] = found().rects
click(x + width / 2, y + height / 2)
await until(() => found().hasFocus, 'the keyboard in it', 20_000)
done('it has the keyboard')
await want('nobody')
await until(() => found().rects.length === 0 && !found().hasFocus, 'nothing', 20_000)
await want('started')
await until(() => found().rects.length > 0 && found().hasFocus, 'it again', 20_000)
done('it is ours too when only the program is named that started it')

await want('show')
await until(() => framed(), 'the frame', 20_000)
done('a red frame stands around the screen')

await want('edge')
await until(() => found().rects.some((rect) => rect.y < 0), 'the window at the edge', 20_000)
const { length } = found().rects
click(300, 1, 3)
await until(() => found().rects.length > length, 'the menu of the window below the frame', 20_000)
done('a click on the frame goes to what is below, and the menu that opens is ours too')
execFileSync('xdotool', ['key', 'Escape'], { env })
await want('hide')
await until(() => !framed(), 'no frame', 20_000)
done('and is gone')

assert(found().works)
for (const keys of ['Pause', 'ctrl+Pause']) {
  const before = found().pressed
  execFileSync('xdotool', ['key', keys], { env })
  await until(() => found().pressed > before, keys, 20_000)
  done(`${keys} is heard`)
}
await want('end')
await until(() => program.exitCode !== null, 'the end', 20_000)
assert.equal(program.exitCode, 0)
done('the program ends by itself')
rmSync(folder, { recursive: true })

function click(column: number, row: number, button = 1): void {
  execFileSync('xdotool', ['mousemove', `${column}`, `${row}`, 'click', `${button}`], { env })
}

function found(): Found {
  return JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8'))
}

async function want(act: string): Promise<void> {
  writeFileSync(join(folder, 'wanted.part'), JSON.stringify(act))
  renameSync(join(folder, 'wanted.part'), join(folder, 'wanted.json'))
  await until(() => !existsSync(join(folder, 'wanted.json')), act, 20_000)
}

/** Whether something stands on the black of an X display in these places, and nowhere else. */
function isLit(rects: readonly Rect[]): boolean {
  let lit = 0
  const isIn = eachPixel((point, colour) => {
    if (colour !== 0) lit += 1
    return colour === 0 || rects.some((rect) => contains(rect, point))
  })
  return isIn && lit > 1000
}

function framed(): boolean {
  const strips = frameStrips([SCREEN])
  return eachPixel((point, colour) => {
    const isRed = colour >> 16 > 0xd0 && (colour & 0xff) < 0x30
    return isRed || !strips.some((strip) => contains(strip, point))
  })
}

function eachPixel(isRight: (point: Rect, colour: number) => boolean): boolean {
  const { width: columns, pixels } = look()
  for (let index = 0; index * 4 < pixels.length; index += 1) {
    const point = { x: index % columns, y: Math.floor(index / columns), width: 1, height: 1 }
    if (!isRight(point, pixels.readUIntLE(index * 4, 3))) return false
  }
  return pixels.length > 0
}

/** What the X display shows. While a window goes, xwd does not survive it: then nothing. */
function look(): Picture {
  try {
    return xPicture(xvfb.display)
  } catch {
    return { width: 0, height: 0, pixels: Buffer.alloc(0) }
  }
}

/** Node, koffi and the sources, where wine finds them. */
async function prepare(): Promise<void> {
  const spec = TARGET_SPECS['win-x64']
  const vendor = join(await vendorFolder(spec), 'node_modules')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules/@koromix'), { recursive: true })
  cpSync(join(vendor, spec.runtime.packageName, spec.runtime.file), join(folder, 'node.exe'))
  const native = '@koromix/koffi-win32-x64'
  cpSync(join(vendor, native), join(folder, 'node_modules', native), { recursive: true })
  for (const part of ['node_modules/koffi', 'src', 'test/wine10', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
}

function done(what: string): void {
  console.log(`ok  ${what}`)
}
