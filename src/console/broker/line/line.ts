/** A WebSocket to the broker, wherever it lives. */
export interface Line {
  /** Bytes that were sent and have not left this computer yet. */
  readonly bufferedBytes: number
  /** Nothing is sent before it is open or after it was closed. */
  send(message: LineMessage): void
  /** `listener.closed` is still told. */
  close(code: number, reason: string): void
}

export type LineMessage = string | Uint8Array<ArrayBuffer>

export interface LineListener {
  received(message: LineMessage): void
  /** Once, and nothing after it: the code and reason of the WebSocket protocol. */
  closed(code: number, reason: string): void
}
