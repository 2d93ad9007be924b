import { signal } from '@preact/signals'
import { LIMITS } from '../../protocol/limits.ts'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import { copiedText } from '../../protocol/peer/copied-text.ts'

type ClipboardChanged = Extract<ConsoleMessage, { type: 'clipboard-changed' }>

/**
 * What happened last between the two clipboards. `came`: the customer copied it, and this browser did not let it into the
 * technician's clipboard by itself; `kept`: it is there; `blocked`: the browser did not let the page read.
 */
export type ClipboardNews =
  | { readonly kind: 'idle' | 'sending' | 'empty' | 'blocked' }
  | { readonly kind: 'came'; readonly text: string }
  | { readonly kind: 'kept' | 'sent' | 'too-long'; readonly length: number }

/**
 * Copied text between the technician's clipboard and the customer's. The technician's is read only when they press for it:
 * they too copy passwords.
 */
export class CustomerClipboard {
  readonly news = signal<ClipboardNews>({ kind: 'idle' })
  readonly #send: (message: ClipboardChanged) => void
  readonly #granted: () => boolean

  constructor(send: (message: ClipboardChanged) => void, granted: () => boolean) {
    this.#send = send
    this.#granted = granted
  }

  /** The customer copied this. Some browsers take it only while the window has the focus, or after a press. */
  async changed(text: string): Promise<void> {
    if (!this.#granted()) return
    const came = { kind: 'came', text } as const
    this.news.value = came
    if (document.hasFocus()) await this.#keep(came)
  }

  /** Takes what came over into the technician's clipboard. */
  async keep(): Promise<void> {
    const news = this.news.peek()
    if (news.kind === 'came') await this.#keep(news)
  }

  /** To be called while the technician presses: browsers ask, or refuse, otherwise. */
  async sendOurs(): Promise<void> {
    if (!this.#granted()) return
    this.news.value = { kind: 'sending' }
    try {
      this.send(await navigator.clipboard.readText())
    } catch {
      this.news.value = { kind: 'blocked' }
    }
  }

  send(raw: string): void {
    if (!this.#granted()) return
    const text = copiedText(raw)
    const { length } = text
    if (length === 0) this.news.value = { kind: 'empty' }
    else if (length > LIMITS.clipboardText) this.news.value = { kind: 'too-long', length }
    else {
      this.news.value = { kind: 'sent', length }
      this.#send({ type: 'clipboard-changed', text })
    }
  }

  /** What came over and was not taken goes with the permission. */
  forget(): void {
    this.news.value = { kind: 'idle' }
  }

  async #keep(came: Extract<ClipboardNews, { kind: 'came' }>): Promise<void> {
    try {
      await navigator.clipboard.writeText(came.text)
    } catch {
      return
    }
    // Something newer may have come meanwhile.
    if (this.news.peek() === came) this.news.value = { kind: 'kept', length: came.text.length }
  }
}
