import type { CloseCode } from '../protocol/close-code.ts'

/** What a channel runs over: whole byte messages in order, such as one stream of a WebSocket. */
export interface BytePipe {
  readonly bufferedBytes: number
  /** `head` free bytes at the start of every message sent belong to the pipe. */
  readonly headBytes: number
  /** The pipe writes its own head into the first `headBytes` and owns the array from then on. */
  send(message: Uint8Array<ArrayBuffer>): void
  close(code: CloseCode, detail: string): void
  /** Set once, by the channel. */
  receiver: BytePipeReceiver | undefined
}

export interface BytePipeReceiver {
  /** One message without its head. */
  received(bytes: Uint8Array): void
  closed(code: CloseCode, detail: string): void
}
