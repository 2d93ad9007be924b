import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../run.ts'

export interface SeaParts {
  /** The runtime to put everything into, of the version that builds. */
  readonly base: string
  readonly script: Uint8Array
  /** Texts and bytes, by the name of the asset. */
  readonly contents: Readonly<Record<string, string | Uint8Array>>
  /** Paths of files, by the name of the asset. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * What Node itself takes from outside is shut (SEA-1): no NODE_OPTIONS, no `--inspect` as an argument, no inspector that a
 * signal opens. Code cache and snapshot stay off: the first makes two builds differ and is refused across systems, the
 * second runs the program while it is built.
 */
const HARDENED = {
  mainFormat: 'module',
  disableExperimentalSEAWarning: true,
  useCodeCache: false,
  useSnapshot: false,
  execArgv: ['--disable-sigusr1'],
  execArgvExtension: 'none',
}

/** Makes `output` out of the parts. `work` is a folder for what lies in between. */
export async function buildExecutable(output: string, parts: SeaParts, work: string): Promise<void> {
  const main = writePart(work, 'applet.mjs', parts.script)
  const written = Object.entries(parts.contents).map(([name, content]) => [name, writePart(work, name, content)])
  const assets = { ...Object.fromEntries(written), ...parts.files }
  const config = writePart(
    work,
    'sea.json',
    JSON.stringify({ ...HARDENED, main, output, executable: parts.base, assets }),
  )
  const { status, output: said } = await run(process.execPath, ['--build-sea', config])
  if (status !== 0) throw new Error(`node --build-sea failed (${status}):\n${said}`)
  // Built for Windows it has no right to run, which wine and file servers ask for.
  chmodSync(output, 0o755)
}

function writePart(work: string, name: string, content: string | Uint8Array): string {
  mkdirSync(work, { recursive: true })
  const path = join(work, name)
  writeFileSync(path, content)
  return path
}
