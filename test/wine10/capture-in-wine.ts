import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { screenSources } from '../../src/applet/choose-platform.ts'
import { openFirst } from '../../src/applet/open-first.ts'
import type { CursorEvent, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { openWin32DuplicationSource } from '../../src/applet/screen/sources/win32-duplication-source.ts'
import { duplicatedFrame, outputName, wrongPixels } from './textures-in-wine.ts'

/**
 * Runs inside wine, in the folder that capture.ts prepared: tries desktop duplication, looks at the screen in the next best way
 * and writes there what it found: `first.bgra`, `second.bgra`, and `found.json` last of all.
 */
const folder = join(import.meta.dirname, '../..')
const log = { debug() {}, info() {}, warn() {}, error() {} }

/** Milliseconds until a still screen is looked at as seldom as it ever is. */
const SETTLING_MS = 8000

const refusal = await openWin32DuplicationSource().then(
  () => undefined,
  ({ name, message }: Error) => ({ name, message }),
)
const source = await openFirst([...screenSources({ kind: 'display' })], log)
if (!source) throw new Error('No source opened.')
const cursor: CursorEvent[] = []
const watching = source.watchCursor((event) => cursor.push(event))
await look(source, 'first')
const idleShare = await busyShare(() => look(source, 'second'))
watching[Symbol.dispose]()
const { name, monitors } = source
await source[Symbol.asyncDispose]()
const cursorKinds = cursor.map(({ type }) => type)
const textures = { wrongPixels: wrongPixels(), outputName: await outputName() }
const frame = await duplicatedFrame()
writeFileSync(
  join(folder, 'found.json'),
  JSON.stringify({ refusal, name, monitors, idleShare, cursorKinds, textures, frame }),
)

async function look(source: ScreenSource, file: string): Promise<void> {
  const frame = await source.grab(new AbortController().signal)
  writeFileSync(join(folder, `${file}.bgra`), frame?.pixels ?? '')
  writeFileSync(join(folder, `${file}.done`), '')
}

/** How much of one processor this process uses while the work lasts, from when all has settled. */
async function busyShare(work: () => Promise<void>): Promise<number> {
  let start: { at: number; cpu: NodeJS.CpuUsage } | undefined
  const settling = setTimeout(() => {
    start = { at: performance.now(), cpu: process.cpuUsage() }
  }, SETTLING_MS)
  await work()
  clearTimeout(settling)
  if (!start) return Number.NaN
  const { user, system } = process.cpuUsage(start.cpu)
  return (user + system) / 1000 / (performance.now() - start.at)
}
