import type { CloseCode } from '../protocol/close-code.ts'
import type { PeerMessage } from '../protocol/peer/catalog.ts'

export interface ReceivedMessage {
  /** Checked against the catalog: well formed, and of a kind that the other side may send. */
  readonly message: PeerMessage
  /** How often rights had been narrowed, as far as the sender knew when it sealed this. */
  readonly grantEpoch: number
}

export interface ChannelEvents {
  /** Both sides have keys: for the first time, after the code was right, or after a cut. */
  opened: { readonly verified: boolean; readonly resumed: boolean }
  message: ReceivedMessage
  /** One whole binary message, such as a screen update. */
  frame: Uint8Array
  /** The other side has this many of the messages that are sent again after a cut, counted as `sent` counts them. */
  delivered: number
  /** The line is gone; the channel waits for another. */
  cut: undefined
  /** Once, and nothing after it. */
  closed: { readonly code: CloseCode; readonly detail: string }
}

/** A conversation with one peer, in order. Where the line breaks, what the catalog says so is sent again, the rest is lost. */
export interface Channel {
  /** Bytes accepted by `send` and `sendFrame` that have not left this computer. */
  readonly bufferedBytes: number
  /** Messages so far that are sent again after a cut. */
  readonly sent: number
  send(message: PeerMessage): void
  sendFrame(bytes: Uint8Array): void
  on<E extends keyof ChannelEvents>(event: E, listener: (value: ChannelEvents[E]) => void): Disposable
  close(code: CloseCode, detail?: string): void
}
