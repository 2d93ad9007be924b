import type { CloseCode } from '../../protocol/close-code.ts'
import type { HandshakeMessage } from '../../protocol/handshake/catalog.ts'
import type { KeySet } from './key-schedule.ts'

/** What both sides bring to an exchange. Each knows all of it by itself: nothing of it is taken from the broker's word. */
export interface Party {
  /** 16 bytes: the session. */
  readonly sid: Uint8Array<ArrayBuffer>
  /** Where this side reached the broker. */
  readonly origin: string
  readonly program: string
  /** Everything this side can do. */
  readonly capabilities: readonly string[]
}

export interface NewKeys {
  readonly epoch: number
  readonly keys: KeySet
  readonly verified: boolean
  /** After a cut: how many messages the other side had by then. */
  readonly resumedAfter?: number
}

/** What a key exchange needs of its channel. */
export interface ExchangeLine {
  /** Replayed messages that arrived so far. */
  readonly received: number
  /** Sends in clear; returns the very bytes. */
  send(message: HandshakeMessage): Uint8Array
  /** Nothing sealed leaves until `use` or `release`. */
  hold(): void
  release(): void
  use(keys: NewKeys): void
  close(code: CloseCode, detail?: string): void
}

/** One side of the talk about keys. It is told of pipes and messages; it tells its channel of keys. */
export interface KeyExchange {
  /** Set once, by the channel. */
  line: ExchangeLine | undefined
  /** A pipe is there. */
  begin(): void
  /** Throws ProtocolError for what has no place in the talk. */
  received(message: HandshakeMessage, bytes: Uint8Array): void
  /** The other side has used the newest key. */
  used(): void
  /** The key has served long enough. */
  renew(): void
  /** The pipe is gone: what was under way counts for nothing. */
  lost(): void
  /** Nothing will follow: secrets are wiped. */
  end(): void
}

/** The last key that both sides confirmed. */
export interface Established {
  readonly epoch: number
  readonly verified: boolean
  readonly resume: Uint8Array
}
