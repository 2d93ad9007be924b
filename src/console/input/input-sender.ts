import type { InputMessage } from '../../protocol/peer/catalog.ts'

/** The one way out for input: counts it, and sends nothing while the customer has not granted control. */
export class InputSender {
  readonly #send: (message: InputMessage) => void
  readonly #granted: () => boolean
  #sent = 0

  constructor(send: (message: InputMessage) => void, granted: () => boolean) {
    this.#send = send
    this.#granted = granted
  }

  /** Messages sent since the page was opened. */
  get sent(): number {
    return this.#sent
  }

  get granted(): boolean {
    return this.#granted()
  }

  send(message: InputMessage): void {
    if (!this.#granted()) return
    this.#sent += 1
    this.#send(message)
  }
}
