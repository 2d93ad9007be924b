import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { until } from '../support/until.ts'

/** Milliseconds that somebody needs to read: what a terminal hears in the first half second after a question is no answer. */
const READING_MS = 800

const CONTROL_SEQUENCE = /\u001b(\[[0-9;?]*[ -/]*[@-~]|\][^\u0007]*\u0007)/g

/** A program in a terminal, and the person at its keys. */
export class Terminal {
  readonly exit: Promise<number>
  readonly #process: ChildProcess
  #output = ''
  #read = 0

  constructor(process: ChildProcess) {
    this.#process = process
    this.exit = once(process, 'exit').then(([status]) => status)
    process.stdout?.on('data', (data: Buffer) => {
      this.#output += data.toString().replaceAll(CONTROL_SEQUENCE, '')
    })
  }

  /** Everything it said so far. */
  get output(): string {
    return this.#output
  }

  /** Waits until it says this, after what was waited for before. */
  async says(text: RegExp): Promise<void> {
    const find = () => text.exec(this.#output.slice(this.#read))
    await until(() => find() !== null, `${text} in the terminal`, 30_000)
    const found = find()
    this.#read += (found?.index ?? 0) + (found?.[0].length ?? 0)
  }

  async answer(question: RegExp, line: string): Promise<void> {
    await this.says(question)
    await new Promise((resolve) => setTimeout(resolve, READING_MS))
    this.type(line)
  }

  type(line: string): void {
    this.#process.stdin?.write(`${line}\r`)
  }
}
