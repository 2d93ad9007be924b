/** What a page tells the thread that keeps its lines. */
export type LineOrder =
  | {
      readonly type: 'open'
      readonly id: number
      readonly url: string
      readonly protocols: readonly string[]
      /** The mailbox for what comes. */
      readonly shared: SharedArrayBuffer
    }
  | { readonly type: 'send'; readonly id: number; readonly message: string | Uint8Array<ArrayBuffer> }
  | { readonly type: 'close'; readonly id: number; readonly code: number; readonly reason: string }

/** The kinds of letters that come back. The number beside them counts, modulo 2^32, the bytes that left the socket. */
export const LETTER = {
  /** UTF-8. */
  text: 0,
  bytes: 1,
  /** The last one: a 16-bit code, then the reason in UTF-8. */
  closed: 2,
} as const
