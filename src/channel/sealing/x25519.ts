import { x25519 } from '@noble/curves/ed25519.js'
import { ProtocolError } from '../../protocol/protocol-error.ts'

interface Ephemeral {
  readonly secret: Uint8Array
  /** 32 bytes, for the other side. */
  readonly share: Uint8Array
}

export function newEphemeral(): Ephemeral {
  const secret = crypto.getRandomValues(new Uint8Array(32))
  return { secret, share: x25519.getPublicKey(secret) }
}

/** Throws ProtocolError for a share that would make the secret known. */
export function sharedSecret(secret: Uint8Array, share: Uint8Array): Uint8Array {
  try {
    return x25519.getSharedSecret(secret, share)
  } catch {
    throw new ProtocolError('malformed-message', 'share', 'a point of small order')
  }
}
