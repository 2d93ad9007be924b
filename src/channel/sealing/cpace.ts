import { ristretto255, ristretto255_hasher } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { ascii } from './ascii.ts'
import { concat, concatWithLengths, sizeWithLength } from './length-value.ts'

/**
 * CPace over ristretto255 with SHA-512 (draft-irtf-cfrg-cpace, suite CPACE-RISTR255-SHA512): two sides that know the same few
 * digits get the same strong secret; whoever sits between them learns nothing but whether one guess was right.
 */

const HASH_BLOCK_BYTES = 128
const DOMAIN = ascii('CPaceRistretto255')
const DOMAIN_OF_SECRET = ascii('CPaceRistretto255_ISK')
const NOTHING = new Uint8Array(0)

export interface Half {
  readonly scalar: bigint
  /** 32 bytes, for the other side. */
  readonly share: Uint8Array
}

/** The generator that `password` stands for, in this `context` (`CI`) and session (`sid`). */
export function generatorOf(password: Uint8Array, context: Uint8Array, sid: Uint8Array): Uint8Array {
  const room = HASH_BLOCK_BYTES - 1 - sizeWithLength(password) - sizeWithLength(DOMAIN)
  const padding = new Uint8Array(Math.max(0, room))
  const uniform = sha512(concatWithLengths(DOMAIN, password, padding, context, sid))
  return hashToPoint(uniform).toBytes()
}

/** A fresh half for one try. */
export function newHalf(generator: Uint8Array): Half {
  const wide = crypto.getRandomValues(new Uint8Array(64))
  const order = ristretto255.Point.Fn.ORDER
  // 512 bits modulo a 253-bit order: no value is likelier than another. Zero would be, and is never drawn.
  return halfOf(generator, (littleEndian(wide) % (order - 1n)) + 1n)
}

export function halfOf(generator: Uint8Array, scalar: bigint): Half {
  return { scalar, share: ristretto255.Point.fromBytes(generator).multiply(scalar).toBytes() }
}

/** The point that both halves make, as 32 bytes. Throws ProtocolError for what is no point, or would make it known. */
export function sharedPoint(scalar: bigint, share: Uint8Array): Uint8Array {
  const point = decode(share)
  if (point.is0()) throw new ProtocolError('malformed-message', 'share', 'the neutral element')
  return point.multiply(scalar).toBytes()
}

/** `ISK`, 64 bytes, of an exchange in which the initiator sends first; the draft allows for associated data beside a share. */
export function intermediateKey(
  sid: Uint8Array,
  point: Uint8Array,
  initiator: { readonly share: Uint8Array; readonly data?: Uint8Array },
  responder: { readonly share: Uint8Array; readonly data?: Uint8Array },
): Uint8Array {
  const transcript = [initiator, responder].map(({ share, data }) => concatWithLengths(share, data ?? NOTHING))
  return sha512(concat(concatWithLengths(DOMAIN_OF_SECRET, sid, point), ...transcript))
}

function decode(share: Uint8Array) {
  try {
    return ristretto255.Point.fromBytes(share)
  } catch {
    throw new ProtocolError('malformed-message', 'share', 'no point of the group')
  }
}

function hashToPoint(uniform: Uint8Array) {
  const derive = ristretto255_hasher.deriveToCurve
  if (!derive) throw new Error('this build of the curve has no one-way map')
  return derive(uniform)
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
}
