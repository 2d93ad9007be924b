import { computed, signal } from '@preact/signals'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import type { Answer } from '../../protocol/peer/messages/permission.ts'

/** `requested`: it is on its way; `asked`: the customer sees the question; `unknown`: the conversation ended before the answer. */
type AddressState = 'requested' | 'asked' | Answer | 'unknown'

interface SentAddress {
  readonly url: string
  readonly state: AddressState
}

/** The web address that the customer was asked about last, and what became of it. A cut of the line changes nothing. */
export class ChatAddress {
  readonly sent = signal<SentAddress | undefined>(undefined)
  readonly isPending = computed(() => this.sent.value?.state === 'requested' || this.sent.value?.state === 'asked')
  readonly #send: (message: Extract<ConsoleMessage, { type: 'url-sent' }>) => void

  constructor(send: (message: Extract<ConsoleMessage, { type: 'url-sent' }>) => void) {
    this.#send = send
  }

  /** One at a time: a second question would get the answer to the first. */
  open(url: string): void {
    if (this.isPending.peek()) return
    this.sent.value = { url, state: 'requested' }
    this.#send({ type: 'url-sent', url })
  }

  asked(): void {
    this.#become('asked')
  }

  answered(answer: Answer): void {
    this.#become(answer)
  }

  /** The conversation is over. */
  closed(): void {
    this.#become('unknown')
  }

  #become(state: AddressState): void {
    const sent = this.sent.peek()
    if (sent && this.isPending.peek()) this.sent.value = { ...sent, state }
  }
}
