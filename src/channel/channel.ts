import type { CloseCode } from '../protocol/close-code.ts'
import type { PeerMessage } from '../protocol/peer/catalog.ts'

export interface ChannelEvents {
  /** Checked against the catalog: well formed, and of a kind that the other side may send. */
  message: PeerMessage
  /** One whole binary message, such as a screen update. */
  frame: Uint8Array
  /** Once, and nothing after it. */
  closed: { code: CloseCode; detail: string }
}

/**
 * A conversation with one peer, in order and without loss. What it runs over and whether it is sealed is its own affair.
 */
export interface Channel {
  /** Bytes accepted by `send` and `sendFrame` that have not left this computer. */
  readonly bufferedBytes: number
  send(message: PeerMessage): void
  sendFrame(bytes: Uint8Array): void
  on<E extends keyof ChannelEvents>(event: E, listener: (value: ChannelEvents[E]) => void): Disposable
  close(code: CloseCode, detail?: string): void
}
