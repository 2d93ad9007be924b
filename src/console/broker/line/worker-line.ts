import type { Line, LineListener, LineMessage } from './line.ts'
import { LETTER, type LineOrder } from './line-orders.ts'
import { type Letter, MailboxReader } from './mailbox.ts'

const UTF8 = new TextDecoder()

/** The code of the WebSocket protocol for a line that ended without a word. */
const CUT = 1006

let lastId = 0

/**
 * On a thread of its own, with shared memory for what comes. After a click or a key browsers let no message of a WebSocket
 * or a worker through to the page before its next frame, so that the picture that answers the click comes a frame later;
 * who waits for shared memory is not held up (decision 13).
 */
export class WorkerLine implements Line {
  readonly #worker: Worker
  readonly #id = ++lastId
  readonly #mailbox = new MailboxReader()
  readonly #listener: LineListener
  readonly #over = new AbortController()
  #posted = 0

  /** `worker` runs line-worker.ts. Whether it can is told by its error event; the line is cut then. */
  constructor(worker: Worker, url: URL, protocols: readonly string[], listener: LineListener) {
    this.#worker = worker
    this.#listener = listener
    worker.addEventListener('error', () => this.#closed(CUT, ''), { signal: this.#over.signal })
    this.#order({ type: 'open', id: this.#id, url: url.href, protocols, shared: this.#mailbox.shared })
    void this.#mailbox.readUntil((letter) => this.#isClosedBy(letter))
  }

  get bufferedBytes(): number {
    return (this.#posted - this.#mailbox.spare) >>> 0
  }

  send(message: LineMessage): void {
    this.#posted += message.length
    this.#order({ type: 'send', id: this.#id, message })
  }

  close(code: number, reason: string): void {
    this.#order({ type: 'close', id: this.#id, code, reason })
  }

  #isClosedBy(letter: Letter): boolean {
    try {
      this.#take(letter)
    } catch (error) {
      // A listener's fault is told as if an event had called it; the line goes on.
      reportError(error)
    }
    return letter.kind === LETTER.closed
  }

  #take({ kind, bytes }: Letter): void {
    if (kind === LETTER.text) return this.#listener.received(UTF8.decode(bytes))
    if (kind === LETTER.bytes) return this.#listener.received(bytes)
    const [high = 0, low = 0] = bytes
    this.#closed((high << 8) | low, UTF8.decode(bytes.subarray(2)))
  }

  #closed(code: number, reason: string): void {
    if (this.#over.signal.aborted) return
    this.#over.abort()
    this.#listener.closed(code, reason)
  }

  #order(order: LineOrder): void {
    this.#worker.postMessage(order)
  }
}
