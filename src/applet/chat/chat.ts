import { LIMITS } from '../../protocol/limits.ts'
import type { EventStream } from '../event-stream.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { ChatLine, CustomerUi } from '../ui/customer-ui.ts'

interface Parts {
  readonly ui: CustomerUi
  readonly sessionLog: SessionLog
  readonly events: EventStream
}

/** What the two people write to each other, as the customer, the log and scripts get to know it. */
export class Chat {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  heard(technician: string, { time, text }: { readonly time: number; readonly text: string }): void {
    this.#tell({ from: 'technician', name: technician, time, text })
  }

  /** The customer wrote; `send` takes it to the technician, in pieces of a length that a message may have. */
  said(text: string, time: number, send: (text: string) => void): void {
    for (let start = 0; start < text.length; start += LIMITS.chatText) {
      const piece = text.slice(start, start + LIMITS.chatText).trim()
      if (piece === '') continue
      send(piece)
      this.#tell({ from: 'customer', name: 'You', time, text: piece })
    }
  }

  #tell(line: ChatLine): void {
    const { ui, sessionLog, events } = this.#parts
    ui.showChat(line)
    events.tell('chat', { from: line.from, text: line.text })
    // The log has a line for each thing that happened.
    sessionLog.add('chat', `${line.name}: ${line.text.replaceAll(/\s*\n\s*/g, ' ⏎ ')}`)
  }
}
