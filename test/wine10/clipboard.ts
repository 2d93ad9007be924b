import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TARGET_SPECS } from '../../build-scripts/package-applet/targets.ts'
import { vendorFolder } from '../../build-scripts/package-applet/vendor.ts'
import { until } from '../support/until.ts'
import { copyOn, pasteOn } from '../support/x-clipboard.ts'
import { startXvfb } from '../support/xvfb.ts'
import { WineRoom } from './room.ts'

/**
 * Has the clipboard for Windows exchange text with an X display in wine 10, from source:
 * `node test/wine10/clipboard.ts --room FOLDER`, as root. FOLDER is what wine10-setup.sh prepared.
 */
const { values } = parseArgs({ options: { room: { type: 'string' } } })
assert(values.room, 'usage: clipboard.ts --room FOLDER')

/** A call that wine's emulation does not survive spins for ever; the room goes with us. */
const HARD_LIMIT_MS = 120_000
setTimeout(() => assert.fail('wine took too long'), HARD_LIMIT_MS).unref()

const TEXT = 'é ß 漢 😀 עברית\n\tline two'
const LONG = `${TEXT} `.repeat(4000)

const root = join(import.meta.dirname, '../..')
await using xvfb = await startXvfb({ width: 640, height: 480 })
await using room = await WineRoom.open(values.room, xvfb.display)
const folder = join(room.driveC, 'clipboard')
await prepare()

// The part of wine that passes the clipboard on comes with its desktop.
room.start('explorer')
const program = room.startInTerminal('C:\\clipboard\\node.exe', 'C:\\clipboard\\test\\wine10\\clipboard-in-wine.ts')
let output = ''
program.stdout?.on('data', (data: Buffer) => {
  output += data.toString()
})
process.on('exit', (status) => {
  if (status !== 0) console.error(output)
})
await until(() => existsSync(join(folder, 'found.json')), 'the clipboard open', 60_000)

for (const text of [TEXT, LONG]) {
  await copyOn(xvfb.display, text)
  await until(() => last()?.text?.replaceAll('\r', '') === text, 'the copied text', 20_000)
  done(`what is copied is read: ${text.length} characters`)
}
for (const text of [TEXT, LONG]) {
  const before = found().length
  await want('put', `${text}back`)
  await until(
    async () => (await pasteOn(xvfb.display)).replaceAll('\r', '') === `${text}back`,
    'the text to paste',
    20_000,
  )
  assert.equal(found().length, before)
  done(`what is put there is pasted, and is no change: ${text.length + 4} characters`)
}
await want('mark', 'hunter2')
await until(() => found().at(-1) === 'secret', 'the mark', 20_000)
done('what is marked as a password is not read')
await want('put', 'for this session')
await until(async () => (await pasteOn(xvfb.display)) === 'for this session', 'the text to paste', 20_000)
await want('end', '')
await until(() => program.exitCode !== null, 'the end', 20_000)
assert.equal(program.exitCode, 0)
done('the program ends by itself')
rmSync(folder, { recursive: true })

type Found = { readonly text?: string } | string

function found(): Found[] {
  return JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8'))
}

function last(): { readonly text?: string } | undefined {
  const one = found().at(-1)
  return typeof one === 'object' ? one : undefined
}

async function want(act: string, text: string): Promise<void> {
  writeFileSync(join(folder, 'wanted.part'), JSON.stringify({ act, text }))
  renameSync(join(folder, 'wanted.part'), join(folder, 'wanted.json'))
  await until(() => !existsSync(join(folder, 'wanted.json')), act, 20_000)
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
  for (const part of [
    'node_modules/koffi',
    'node_modules/valibot',
    'src',
    'test/wine10',
    'test/support',
    'package.json',
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true })
  }
}

function done(what: string): void {
  console.log(`ok  ${what}`)
}
