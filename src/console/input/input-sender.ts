import { signal } from '@preact/signals'
import type { InputMessage } from '../../protocol/peer/catalog.ts'
import { swapCommand } from './command-swap.ts'

/** The one way out for input: counts it, and sends nothing while the customer has not granted control. */
export class InputSender {
  /** Command and Ctrl change places in what is typed, since only one of the two computers is a Mac. */
  readonly commandSwapped = signal(false)
  readonly #send: (message: InputMessage) => void
  readonly #granted: () => boolean
  /** As which key one that is held went out: it is let go of as the same, whatever was switched meanwhile. */
  readonly #heldAs = new Map<string, string>()
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
    if (message.type === 'input-let-go') this.#heldAs.clear()
    if (!this.#granted()) return
    this.#sent += 1
    this.#send(message)
  }

  /** What the technician's own keyboard said, with its keys where the customer's system has them. */
  sendTyped(message: InputMessage): void {
    if (!('code' in message)) return this.send(message)
    const code = this.#heldAs.get(message.code) ?? this.#there(message.code)
    if (message.type === 'key-pressed') this.#heldAs.set(message.code, code)
    else this.#heldAs.delete(message.code)
    this.send({ ...message, code })
  }

  #there(code: string): string {
    return this.commandSwapped.peek() ? swapCommand(code) : code
  }

  /** Presses these keys in order and lets go of them, the last one first. */
  strike(codes: readonly string[]): void {
    for (const code of codes) this.send({ type: 'key-pressed', code })
    for (const code of codes.toReversed()) this.send({ type: 'key-released', code })
  }
}
