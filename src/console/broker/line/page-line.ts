import type { Line, LineListener, LineMessage } from './line.ts'

/** On the page's own thread, as any browser can. */
export class PageLine implements Line {
  readonly #socket: WebSocket

  constructor(url: URL, protocols: readonly string[], listener: LineListener) {
    this.#socket = new WebSocket(url, [...protocols])
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
      listener.received(typeof data === 'string' ? data : new Uint8Array(data))
    this.#socket.onclose = ({ code, reason }) => listener.closed(code, reason)
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  send(message: LineMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }
}
