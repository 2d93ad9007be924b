/** The JSON events of `--json`, as they are promised to scripts: one object a line. */
export class EventStream {
  readonly #write: ((line: string) => void) | undefined

  /** Without a `write` nothing is told. */
  constructor(write?: (line: string) => void) {
    this.#write = write
  }

  tell(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#write?.(`${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`)
  }
}
