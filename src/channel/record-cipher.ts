type Bytes = Uint8Array<ArrayBuffer>

/**
 * AES-256-GCM under one key. Programs bring the implementation that their platform has: `node:crypto`, or WebCrypto with a
 * key that cannot be read out again.
 */
export interface RecordCipher {
  /**
   * Writes ciphertext and 16 bytes of tag to `target`, which has room for just these. `nonce`: 12 bytes, never twice under
   * this key. `bound`: authenticated with it.
   */
  seal(nonce: Bytes, bound: Bytes, plain: Bytes, target: Uint8Array): Promise<void>
  /** Rejects, with whatever error, when the tag does not fit. */
  open(nonce: Bytes, bound: Bytes, sealed: Bytes): Promise<Bytes>
}

/** `key`: 32 bytes, which the caller wipes at once. */
export type CreateCipher = (key: Bytes) => RecordCipher
