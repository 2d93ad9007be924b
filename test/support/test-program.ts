import { chmodSync, chownSync, constants, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeArtefact, type Wanted } from '../../build-scripts/package-applet/make-artefact.ts'
import { JsonProcess } from './json-process.ts'

export const NAME = 'Support-LogMeInRescue'
export const TEST_FOLDER = join(import.meta.dirname, '../../.cache/package-applet/test')

/** The Linux executable. */
export async function makeTestProgram(wanted: Pick<Wanted, 'out'> & Partial<Wanted>): Promise<string> {
  const made = await makeArtefact({ target: 'linux-x64', name: NAME, version: '0.0.1', qa: false, ...wanted })
  return made.file
}

/** Whom a test started by root runs programs as, so that rights mean something. */
const NOBODY = 65_534

/**
 * What a customer has after a download: their own folder with the program in it, a temporary folder, and a home in which they
 * may write nothing. No Node anywhere.
 */
export class CustomerPlace implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'customer-'))
  readonly downloads = join(this.root, 'downloads')
  readonly temporary = join(this.root, 'temporary')
  readonly home = join(this.root, 'home')

  constructor() {
    for (const folder of [this.downloads, this.temporary, this.home]) mkdirSync(folder)
    chmodSync(this.root, 0o755)
    chmodSync(this.home, 0o555)
    if (isRoot) for (const folder of [this.downloads, this.temporary]) chownSync(folder, NOBODY, NOBODY)
  }

  /** Puts the program where a browser would, under the name it was given. */
  download(program: string, name: string): string {
    const file = join(this.downloads, name)
    copyFileSync(program, file, constants.COPYFILE_FICLONE)
    chmodSync(file, 0o755)
    if (isRoot) chownSync(file, NOBODY, NOBODY)
    return file
  }

  /** Puts something else where the program is. */
  replace(file: string, content: string): void {
    rmSync(file)
    writeFileSync(file, content)
  }

  /** What starts a program with nothing around it: an unknown user, five variables at most. */
  command(program: string, environment: Readonly<Record<string, string>> = {}): readonly string[] {
    const variables = { HOME: this.home, TMPDIR: this.temporary, PATH: '/nowhere', ...environment }
    const somebody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
    const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
    return [...(isRoot ? somebody : []), 'env', '-i', ...settings, program]
  }

  /** The program under way, telling what happens. */
  run(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): JsonProcess {
    return new JsonProcess(this.command(program, environment), args)
  }

  [Symbol.dispose](): void {
    // What a program that was killed had started may still be at its last word.
    rmSync(this.root, { recursive: true, maxRetries: 10, retryDelay: 50 })
  }
}

const isRoot = process.getuid?.() === 0
