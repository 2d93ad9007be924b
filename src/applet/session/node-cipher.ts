import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { TAG_BYTES } from '../../channel/record.ts'
import type { RecordCipher } from '../../channel/record-cipher.ts'

const ALGORITHM = 'aes-256-gcm'

/** AES-256-GCM by OpenSSL. It runs at once on this thread: 64 KiB take some 40 µs, less than the way to another thread. */
export class NodeCipher implements RecordCipher {
  readonly #key: KeyObject

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key)
  }

  async seal(nonce: Uint8Array, bound: Uint8Array, plain: Uint8Array, target: Uint8Array): Promise<void> {
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(bound)
    target.set(cipher.update(plain))
    cipher.final()
    target.set(cipher.getAuthTag(), plain.byteLength)
  }

  async open(nonce: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const tagStart = sealed.byteLength - TAG_BYTES
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(bound)
    decipher.setAuthTag(sealed.subarray(tagStart))
    const plain = decipher.update(sealed.subarray(0, tagStart))
    decipher.final()
    return plain
  }
}
