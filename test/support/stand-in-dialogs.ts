import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

/** Waits until it is answered, as zenity does, and keeps what it was asked. */
const SCRIPT = `#!/bin/sh
cd "$(dirname "$0")" || exit 9
printf '%s\\n' "$@" > writing-$$
cat >> writing-$$
mv writing-$$ asked-$$
while [ ! -e answer-$$ ]; do sleep 0.02; done
. ./answer-$$
`

/** A program under the name of zenity that a test answers. */
export class StandInDialogs implements Disposable {
  readonly program: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'dialogs-'))
  readonly #answered = new Set<string>()

  constructor() {
    this.program = join(this.#folder, 'zenity')
    writeFileSync(this.program, SCRIPT)
    chmodSync(this.program, 0o755)
  }

  /** Waits for a dialog that says this; returns its process. */
  async asked(words: string | RegExp): Promise<number> {
    let found: string | undefined
    const isIt = (pid: string) => {
      const text = readFileSync(join(this.#folder, `asked-${pid}`), 'utf8')
      return typeof words === 'string' ? text.includes(words) : words.test(text)
    }
    await until(() => {
      found = this.#open().find(isIt)
      return found !== undefined
    }, `a dialog with ${words}`)
    return Number(found)
  }

  text(pid: number): string {
    return readFileSync(join(this.#folder, `asked-${pid}`), 'utf8')
  }

  answer(pid: number, status: number, output = ''): void {
    const file = join(this.#folder, `answer-${pid}`)
    writeFileSync(`${file}.new`, `printf '%s' '${output}'\nexit ${status}\n`)
    this.#answered.add(String(pid))
    renameSync(`${file}.new`, file)
  }

  /** From now on there is nothing to draw dialogs with. */
  uninstall(): void {
    rmSync(this.program)
  }

  /** Those that wait. */
  #open(): string[] {
    return readdirSync(this.#folder)
      .flatMap((name) => /^asked-(\d+)$/.exec(name)?.[1] ?? [])
      .filter((pid) => !this.#answered.has(pid) && isRunning(Number(pid)))
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
