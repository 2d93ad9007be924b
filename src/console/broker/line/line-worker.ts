import { LETTER, type LineOrder } from './line-orders.ts'
import { MailboxWriter } from './mailbox.ts'

/** Milliseconds between two looks at what still waits in a socket: browsers do not tell when it has left. */
const LOOK_MS = 5

const UTF8 = new TextEncoder()

/** One WebSocket on this thread; what it brings goes into the page's mailbox. */
class KeptSocket {
  readonly #socket: WebSocket
  readonly #mailbox: MailboxWriter
  #handedOver = 0
  #look: ReturnType<typeof setTimeout> | undefined

  constructor({ url, protocols, shared }: LineOrder & { type: 'open' }, onClosed: () => void) {
    this.#mailbox = new MailboxWriter(shared)
    this.#socket = new WebSocket(url, [...protocols])
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
      typeof data === 'string'
        ? this.#mailbox.write({ kind: LETTER.text, bytes: UTF8.encode(data) })
        : this.#mailbox.write({ kind: LETTER.bytes, bytes: new Uint8Array(data) })
    this.#socket.onclose = ({ code, reason }) => {
      clearTimeout(this.#look)
      this.#mailbox.write({ kind: LETTER.closed, bytes: Uint8Array.of(code >> 8, code, ...UTF8.encode(reason)) })
      onClosed()
    }
  }

  send(message: string | Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message)
    this.#handedOver += message.length
    this.#tellWhatLeft()
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  #tellWhatLeft(): void {
    clearTimeout(this.#look)
    const { bufferedAmount } = this.#socket
    this.#mailbox.spare = this.#handedOver - bufferedAmount
    if (bufferedAmount > 0) this.#look = setTimeout(() => this.#tellWhatLeft(), LOOK_MS)
  }
}

const sockets = new Map<number, KeptSocket>()

self.addEventListener('message', ({ data: order }: MessageEvent<LineOrder>) => {
  switch (order.type) {
    case 'open':
      return void sockets.set(order.id, new KeptSocket(order, () => sockets.delete(order.id)))
    case 'send':
      return sockets.get(order.id)?.send(order.message)
    case 'close':
      return sockets.get(order.id)?.close(order.code, order.reason)
  }
})
