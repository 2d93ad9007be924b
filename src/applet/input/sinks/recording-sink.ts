import { appendFileSync } from 'node:fs'
import type { InputMessage } from '../../../protocol/peer/catalog.ts'
import type { Permitted } from '../../permission/permission-gate.ts'
import type { InputSink } from '../input-sink.ts'

/** Acts on nothing: it keeps what it was told, one JSON line each, for QA to compare. */
export class RecordingSink implements InputSink {
  readonly name = 'recording'
  readonly #write: (line: string) => void
  readonly #held = new Set<string>()

  constructor(write: (line: string) => void) {
    this.#write = write
  }

  /** Throws when the file cannot be written. */
  static toFile(file: string): RecordingSink {
    appendFileSync(file, '', { mode: 0o600 })
    return new RecordingSink((line) => appendFileSync(file, `${line}\n`))
  }

  prepare(): undefined {
    return undefined
  }

  inject(input: Permitted<InputMessage>): void {
    if (input.type === 'button-pressed') this.#held.add(input.button)
    if (input.type === 'button-released') this.#held.delete(input.button)
    if (input.type === 'key-pressed') this.#held.add(input.code)
    if (input.type === 'key-released') this.#held.delete(input.code)
    this.#write(JSON.stringify(input))
  }

  releaseAll(): void {
    if (this.#held.size === 0) return
    this.#write(JSON.stringify({ type: 'released-all', held: [...this.#held] }))
    this.#held.clear()
  }

  onceCustomerActs(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
