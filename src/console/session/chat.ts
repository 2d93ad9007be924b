import { signal } from '@preact/signals'
import { LIMITS } from '../../protocol/limits.ts'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import { pieces } from '../input/text-pieces.ts'
import { Deliveries } from './deliveries.ts'

type ChatSaid = Extract<ConsoleMessage, { type: 'chat-said' }>

export interface ChatLine {
  /** Counts the lines; two may say the same in the same minute. */
  readonly number: number
  readonly from: 'technician' | 'customer'
  readonly time: number
  readonly text: string
}

const LINES_KEPT = 1000

/** What technician and customer write to each other, in the order in which it was sent and came in. */
export class Chat {
  readonly lines = signal<readonly ChatLine[]>([])
  /** Lines of the customer that nobody has looked at. */
  readonly unread = signal(0)
  /** What is typed and not sent: it waits while the technician looks after somebody else. */
  readonly draft = signal('')
  readonly deliveries = new Deliveries()
  readonly #send: (message: ChatSaid) => void
  readonly #now: () => number
  #count = 0

  constructor(send: (message: ChatSaid) => void, now: () => number = () => Date.now()) {
    this.#send = send
    this.#now = now
  }

  /** Blank text is not sent; what is too long for one message becomes several. */
  say(text: string): void {
    for (const piece of pieces(text.trim(), LIMITS.chatText)) this.#say(piece.trim())
  }

  heard({ time, text }: Pick<ChatSaid, 'time' | 'text'>): void {
    this.#add('customer', time, text)
    this.unread.value += 1
  }

  /** The number of the last line. */
  get last(): number {
    return this.#count
  }

  /** Goes on where another conversation with the same customer ended. */
  follow({ lines, unread, draft, deliveries }: Chat): void {
    this.#count = lines.peek().at(-1)?.number ?? 0
    this.lines.value = lines.peek()
    this.unread.value = unread.peek()
    this.draft.value = draft.peek()
    this.deliveries.follow(deliveries, this.#count)
  }

  /** The technician has the lines in view. */
  seen(): void {
    this.unread.value = 0
  }

  #say(text: string): void {
    if (text === '') return
    const time = this.#now()
    this.#send({ type: 'chat-said', time, text })
    this.#add('technician', time, text)
  }

  #add(from: ChatLine['from'], time: number, text: string): void {
    this.#count += 1
    const line = { number: this.#count, from, time, text }
    this.lines.value = [...this.lines.peek(), line].slice(-LINES_KEPT)
  }
}
