import type { RecordCipher } from '../../channel/record-cipher.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** AES-256-GCM by the browser, under a key that no script can read out again. */
export class WebCipher implements RecordCipher {
  readonly #key: Promise<CryptoKey>

  /** The bytes are copied before this returns. */
  constructor(key: Bytes) {
    this.#key = crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
  }

  async seal(nonce: Bytes, bound: Bytes, plain: Bytes, target: Uint8Array): Promise<void> {
    target.set(new Uint8Array(await crypto.subtle.encrypt(parameters(nonce, bound), await this.#key, plain)))
  }

  async open(nonce: Bytes, bound: Bytes, sealed: Bytes): Promise<Bytes> {
    return new Uint8Array(await crypto.subtle.decrypt(parameters(nonce, bound), await this.#key, sealed))
  }
}

function parameters(iv: Bytes, additionalData: Bytes): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData }
}
