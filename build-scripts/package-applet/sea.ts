import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export interface SeaParts {
  /** The runtime to put everything into, of the version that builds. */
  readonly base: string
  /** CommonJS. */
  readonly script: Uint8Array
  /** Texts and bytes, by the name of the asset. */
  readonly contents: Readonly<Record<string, string | Uint8Array>>
  /** Paths of files, by the name of the asset. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * Room for what was made last; V8 lets it grow to 16 MB in a program that passes much on, and keeps it. With 1 MB it looks for
 * garbage so often that it is felt in each update.
 */
const THRIFTY = ['--max-semi-space-size=2']

/**
 * What Node itself takes from outside is shut (SEA-1): no NODE_OPTIONS, no `--inspect` as an argument, no inspector that a
 * signal opens. Code cache and snapshot stay off: the first makes two builds differ and is refused across systems, the
 * second runs the program while it is built.
 */
const HARDENED = {
  disableExperimentalSEAWarning: true,
  useCodeCache: false,
  useSnapshot: false,
  execArgv: ['--disable-sigusr1', ...THRIFTY],
  execArgvExtension: 'none',
}

/**
 * Puts the parts together into `work`; returns the path. The script's path gets into the executable, so it is given relative
 * to there: no two machines would make the same file otherwise.
 */
export async function buildExecutable(work: string, parts: SeaParts): Promise<string> {
  const { base, script, contents, files } = parts
  writeFileSync(join(work, 'script'), script)
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(work, name)), { recursive: true })
    writeFileSync(join(work, name), content)
  }
  const written = Object.fromEntries(Object.keys(contents).map((name) => [name, name]))
  const assets = { ...written, ...files }
  const config = { ...HARDENED, main: 'script', output: 'program', executable: base, assets }
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config))
  await promisify(execFile)(process.execPath, ['--build-sea', 'sea.json'], { cwd: work })
  return join(work, 'program')
}
