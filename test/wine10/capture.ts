import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TARGET_SPECS } from '../../build-scripts/package-applet/targets.ts'
import { vendorFolder } from '../../build-scripts/package-applet/vendor.ts'
import { until } from '../support/until.ts'
import { type Picture, xPicture } from '../support/x-picture.ts'
import { startXvfb } from '../support/xvfb.ts'
import { WineRoom } from './room.ts'

/**
 * Has the sources for Windows look at a screen in wine 10, from source: `node test/wine10/capture.ts --room FOLDER`, as root.
 * FOLDER is what wine10-setup.sh prepared. Wine makes no copies of a desktop, so this proves the way to them as far as wine's no,
 * and the step down to GDI.
 */
const { values } = parseArgs({ options: { room: { type: 'string' } } })
assert(values.room, 'usage: capture.ts --room FOLDER')

/** A call that wine's emulation does not survive spins for ever; the room goes with us. */
const HARD_LIMIT_MS = 180_000
setTimeout(() => assert.fail('wine took too long'), HARD_LIMIT_MS).unref()

/** Long enough for a source to settle at looking as seldom as it ever does, and to be measured then. */
const STILL_MS = 20_000

const root = join(import.meta.dirname, '../..')
await using xvfb = await startXvfb({ width: 1280, height: 800 })
await using room = await WineRoom.open(values.room, xvfb.display)
const folder = join(room.driveC, 'capture')
await prepare()

// A window in which nothing blinks.
room.start('winver')
await until(() => lit(look()) > 10_000, 'a window', 60_000)
const program = room.startInTerminal('C:\\capture\\node.exe', 'C:\\capture\\test\\wine10\\capture-in-wine.ts')
let output = ''
program.stdout?.on('data', (data: Buffer) => {
  output += data.toString()
})
process.on('exit', (status) => {
  if (status !== 0) console.error(output)
})

await until(() => existsSync(join(folder, 'first.done')), 'the first picture', 60_000)
await until(() => differentPixels('first.bgra', look()) === 0, 'the same picture')
done('the first picture is the X display’s, pixel for pixel')
await new Promise((resolve) => setTimeout(resolve, STILL_MS))
assert(!existsSync(join(folder, 'second.done')))
done('a screen that does not change brings no picture')

room.start('notepad')
await until(() => existsSync(join(folder, 'found.json')), 'the second picture', 60_000)
const found = JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8'))
assert.equal(found.refusal.name, 'CaptureFailed')
assert.match(found.refusal.message, /DuplicateOutput answered 0x80004001/)
done(`desktop duplication: ${found.refusal.message}`)
assert.deepEqual(found.textures, { wrongPixels: 0, outputName: '\\\\.\\DISPLAY1' })
done('parts of a texture arrive in a picture as they are, and a method of COM answers on another thread')
assert.deepEqual(found.frame, {
  damage: [
    { x: 40, y: 50, width: 20, height: 5 },
    { x: 2, y: 3, width: 10, height: 10 },
  ],
  pointerMoved: true,
  pointer: { width: 1, height: 1, hotX: 0, hotY: 0, pixels: [3, 2, 1, 128] },
  right: [true, true, true],
  untouched: [0, 0, 0],
  later: null,
  given: 1,
})
done(
  'a frame from a stand-in for desktop duplication: damage, moves, pointer and pixels arrive, and the frame is given back',
)
assert.equal(found.name, 'Windows (GDI)')
assert.deepEqual(found.monitors, [{ name: 'DISPLAY1', x: 0, y: 0, width: 1280, height: 800 }])
assert.deepEqual(found.cursorKinds.slice(0, 2), ['shape', 'position'])
done(`GDI took over; it used ${(found.idleShare * 100).toFixed(2)} % of a processor while nothing changed`)
rmSync(folder, { recursive: true })

/** Node, koffi and the sources, where wine finds them. */
async function prepare(): Promise<void> {
  const spec = TARGET_SPECS['win-x64']
  const vendor = join(await vendorFolder(spec), 'node_modules')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules/@koromix'), { recursive: true })
  cpSync(join(vendor, spec.runtime.packageName, spec.runtime.file), join(folder, 'node.exe'))
  cpSync(join(vendor, '@koromix/koffi-win32-x64'), join(folder, 'node_modules/@koromix/koffi-win32-x64'), {
    recursive: true,
  })
  for (const part of ['node_modules/koffi', 'src', 'test/wine10', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
}

function differentPixels(file: string, { pixels }: Picture): number {
  const seen = readFileSync(join(folder, file))
  let different = Math.abs(seen.length - pixels.length)
  for (let at = 0; at < pixels.length; at += 4) {
    if (seen.readUIntLE(at, 3) !== pixels.readUIntLE(at, 3)) different += 1
  }
  return different
}

/** What the X display shows. While a window goes, xwd does not survive it: then nothing. */
function look(): Picture {
  try {
    return xPicture(xvfb.display)
  } catch {
    return { width: 0, height: 0, pixels: Buffer.alloc(0) }
  }
}

function lit({ pixels }: Picture): number {
  let count = 0
  for (let at = 0; at < pixels.length; at += 4) if (pixels.readUIntLE(at, 3) !== 0) count += 1
  return count
}

function done(what: string): void {
  console.log(`ok  ${what}`)
}
