import { LIMITS } from '../../protocol/limits.ts'
import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { CustomerUi } from '../ui/customer-ui.ts'
import type { ChatLine } from '../ui/view/customer-view.ts'

interface Parts {
  readonly ui: Pick<CustomerUi, 'showChat'>
  readonly sessionLog: SessionLog
  readonly events: EventStream
}

/** A message of the customer that is on its way, by its place among all that were sent to this technician. */
interface OnTheWay {
  readonly place: number
  readonly line: ChatLine
}

/** What the two people write to each other, as the customer, the log and scripts get to know it. */
export class Chat {
  readonly #parts: Parts
  #lines = 0
  #onTheWay: OnTheWay[] = []

  constructor(parts: Parts) {
    this.#parts = parts
  }

  heard(technician: string, { time, text }: { readonly time: number; readonly text: string }): void {
    this.#tell({ from: 'technician', name: technician, time, text, delivered: true })
    this.#parts.sessionLog.add('chat-technician', { values: { name: technician, text: inOneLine(text) } })
  }

  /**
   * The customer wrote; `send` takes it to the technician, in pieces of a length that a message may have, and returns the
   * place of each among all that were sent.
   */
  said(text: string, time: number, send: (text: string) => number): void {
    for (let start = 0; start < text.length; start += LIMITS.chatText) {
      const piece = text.slice(start, start + LIMITS.chatText).trim()
      if (piece === '') continue
      const place = send(piece)
      const line = this.#tell({ from: 'customer', name: '', time, text: piece, delivered: false })
      this.#onTheWay.push({ place, line })
      this.#parts.sessionLog.add('chat-customer', { values: { text: inOneLine(piece) } })
    }
  }

  /** The technician has the first `count` messages. */
  delivered(count: number): void {
    const arrived = this.#onTheWay.filter(({ place }) => place <= count)
    this.#onTheWay = this.#onTheWay.filter(({ place }) => place > count)
    for (const { line } of arrived) this.#parts.ui.showChat({ ...line, delivered: true })
  }

  /** Nobody is there any more whom what is on its way could reach. */
  forgetDeliveries(): void {
    this.#onTheWay = []
  }

  #tell(said: Omit<ChatLine, 'id'>): ChatLine {
    this.#lines += 1
    const line = { ...said, id: this.#lines }
    this.#parts.ui.showChat(line)
    this.#parts.events.tell('chat', { from: line.from, text: line.text })
    return line
  }
}

/** The log has a line for each thing that happened. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ⏎ ')
}
