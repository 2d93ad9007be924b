import { type ChildProcess, spawn } from 'node:child_process'
import type { DialogAnswer, DialogCommand } from './dialog-tool.ts'

/** Bytes that a dialog may print: a path. */
const MOST_OUTPUT = 64 * 1024

/** A dialog that is on the screen until it is answered, or not wanted any more. */
export class OpenDialog implements Disposable {
  readonly #child: ChildProcess
  readonly #answer = Promise.withResolvers<DialogAnswer | Error>()

  constructor({ program, args, environment, input, read }: DialogCommand) {
    const env = { ...process.env, ...environment }
    this.#child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'ignore'], env, windowsHide: true })
    let output = ''
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < MOST_OUTPUT) output += text
    })
    // A dialog that does not read, or is gone, is told by its end.
    this.#child.stdin?.on('error', () => {}).end(input ?? '')
    this.#child.on('error', (error) => this.#answer.resolve(error))
    this.#child.on('close', (status) => this.#answer.resolve(read(status, output)))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Never rejects; an error when the program could not be started. */
  get answer(): Promise<DialogAnswer | Error> {
    return this.#answer.promise
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL')
  }
}
