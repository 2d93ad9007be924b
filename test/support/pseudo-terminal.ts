import { type ChildProcess, spawn } from 'node:child_process'
import { until } from './until.ts'

/** A program in a terminal of its own, which somebody types into and reads. */
export class PseudoTerminal implements AsyncDisposable {
  /** What it wrote after the words that were found last, what was typed included. */
  shown = ''
  readonly #child: ChildProcess
  readonly exit: Promise<number | null>

  constructor(command: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const line = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
    const env = { ...process.env, DISPLAY: '', TERM: 'xterm', ...environment }
    this.#child = spawn('script', ['-qfec', `exec ${line}`, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.shown += text
    })
    this.exit = new Promise((resolve) => {
      this.#child.once('close', (status) => resolve(status))
    })
  }

  /** Waits for one of these after what was found last; returns which. */
  async says<T extends string>(...either: readonly T[]): Promise<T> {
    const found = () => either.find((words) => this.shown.includes(words))
    await until(() => found() !== undefined, `${either}; it says: ${this.shown}`, 30_000)
    const words = found() as T
    this.shown = this.shown.slice(this.shown.indexOf(words) + words.length)
    return words
  }

  type(line: string): void {
    this.#child.stdin?.write(`${line}\r`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Without its terminal the program in it ends by itself.
    this.#child.kill('SIGKILL')
    await this.exit
  }
}
