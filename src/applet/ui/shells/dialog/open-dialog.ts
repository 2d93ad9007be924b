import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { DialogAnswer, DialogCommand } from './dialog-tool.ts'

/** Bytes that a dialog may print: a path. */
const MOST_OUTPUT = 64 * 1024
/** What toolkits complain of when there is no screen: they end with the status of a dialog that somebody closed. */
const NO_SCREEN = /\b(open|connect to|from) (the )?display\b/i

/** A dialog that is on the screen until it is answered, or not wanted any more. */
export class OpenDialog implements Disposable {
  readonly #child: ChildProcess
  readonly #answer = Promise.withResolvers<DialogAnswer | Error>()

  constructor({ program, args, environment, input, read }: DialogCommand) {
    const env = { ...process.env, ...environment }
    this.#child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'], env, windowsHide: true })
    const output = collect(this.#child.stdout)
    const complaints = collect(this.#child.stderr)
    // A dialog that does not read, or is gone, is told by its end.
    this.#child.stdin?.on('error', () => {}).end(input ?? '')
    this.#child.on('error', (error) => this.#answer.resolve(error))
    this.#child.on('close', (status) => {
      const noScreen = status !== 0 && NO_SCREEN.test(complaints())
      this.#answer.resolve(noScreen ? new Error('there is no screen any more') : read(status, output()))
    })
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

function collect(stream: Readable | null): () => string {
  let text = ''
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    if (text.length < MOST_OUTPUT) text += piece
  })
  return () => text
}
