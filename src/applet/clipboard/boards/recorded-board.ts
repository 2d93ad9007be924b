import { appendFileSync } from 'node:fs'
import type { Permitted } from '../../permission/permission-gate.ts'
import type { Clipboard, ClipboardChanged, Found } from '../clipboard.ts'

/** Writes where the recorded input goes, or nowhere. Throws when the file cannot be written. */
export function openRecordedBoard(file: string | undefined): RecordedBoard {
  if (file === undefined) return new RecordedBoard(() => {})
  appendFileSync(file, '', { mode: 0o600 })
  return new RecordedBoard((line) => appendFileSync(file, `${line}\n`))
}

/** A clipboard of nobody: it keeps what it was told, one JSON line each, for QA to compare. */
export class RecordedBoard implements Clipboard {
  readonly name = 'recorded'
  readonly #write: (line: string) => void
  #content: Found | undefined
  #onChanged = () => {}

  constructor(write: (line: string) => void) {
    this.#write = write
  }

  /** As if somebody at that computer had copied it. */
  copy(content: Found): void {
    this.#content = content
    this.#onChanged()
  }

  onChanged(listener: () => void): void {
    this.#onChanged = listener
  }

  async read(): Promise<Found | undefined> {
    return this.#content
  }

  write(message: Permitted<ClipboardChanged>): boolean {
    this.#content = { text: message.text }
    this.#write(JSON.stringify(message))
    return true
  }

  [Symbol.dispose](): void {
    this.#onChanged = () => {}
    this.#content = undefined
  }
}
