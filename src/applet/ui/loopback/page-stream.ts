import type { ServerResponse } from 'node:http'
import { type Clock, every } from '../../../base/clock.ts'
import { Shown } from '../shown.ts'
import type { ChatLine, CustomerView, LogLine } from '../view/customer-view.ts'

/** Milliseconds between two empty lines, by which the page knows that the program lives. */
const SIGN_OF_LIFE_MS = 5000
/** Bytes that may wait for a page that does not read; then its stream is cut, and it comes back for all of it. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024

/** What the page is shown, line by line. One page at a time: a second could answer for the customer unseen. */
export class PageStream implements Disposable {
  readonly #shown = new Shown()
  readonly #signs: Disposable
  #response: ServerResponse | undefined

  constructor(clock: Clock) {
    this.#signs = every(clock, SIGN_OF_LIFE_MS, () => this.#write('\n'))
  }

  get isOpen(): boolean {
    return this.#response !== undefined
  }

  /** Sends all of it, from the start. */
  open(response: ServerResponse, onClosed: () => void): void {
    this.#response = response
    response.on('close', () => {
      this.#response = undefined
      onClosed()
    })
    response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' })
    response.flushHeaders()
    this.#shown.replay({
      show: (view) => this.#tell({ view }),
      showChat: (chat) => this.#tell({ chat }),
      showLog: (log) => this.#tell({ log }),
    })
  }

  show(view: CustomerView): void {
    this.#shown.show(view)
    this.#tell({ view })
  }

  showChat(chat: ChatLine): void {
    this.#shown.showChat(chat)
    this.#tell({ chat })
  }

  showLog(log: LogLine): void {
    this.#shown.showLog(log)
    this.#tell({ log })
  }

  [Symbol.dispose](): void {
    this.#signs[Symbol.dispose]()
    this.#response?.destroy()
  }

  #tell(line: object): void {
    this.#write(`${JSON.stringify(line)}\n`)
  }

  #write(text: string): void {
    const response = this.#response
    if (!response || response.destroyed) return
    response.write(text)
    if (response.writableLength > MOST_WAITING_BYTES) response.destroy()
  }
}
