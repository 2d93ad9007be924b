import { createHash, createPublicKey, verify } from 'node:crypto'
import * as v from 'valibot'
import { ASKING, type Asking } from '../protocol/broker/offer.ts'
import { permission } from '../protocol/fields.ts'
import type { Permission } from '../protocol/permission.ts'
import { VERIFICATION_POLICIES, type VerificationPolicy } from '../protocol/verification.ts'
import type { Terms } from './entrance.ts'

/** What an operator has baked into their executable, signed by their key. */
export interface OperatorConfig {
  /** The only broker that the program speaks to. */
  readonly brokerUrl: string
  /** The operator's name as the customer reads it. */
  readonly name: string
  /** Ed25519, SubjectPublicKeyInfo, base64. */
  readonly operatorKey: string
  /** Certificates in PEM. When there are any, nobody else is believed. */
  readonly authorities?: readonly string[] | undefined
  /** Without it: `required`. */
  readonly verification?: VerificationPolicy | undefined
  /** What the customer reads and accepts before they join. */
  readonly terms?: Terms | undefined
  /** What technicians may ask for at most; without it, everything. */
  readonly permissions?: readonly Permission[] | undefined
  /** Without it: `each`. */
  readonly asking?: Asking | undefined
}

/** The program is not as its operator made it. It must not start. */
export class ConfigAltered extends Error {
  override readonly name = 'ConfigAltered'
}

const schema = v.strictObject({
  brokerUrl: v.pipe(v.string(), v.url()),
  name: v.string(),
  operatorKey: v.pipe(v.string(), v.base64()),
  authorities: v.optional(v.array(v.string())),
  verification: v.optional(v.picklist(VERIFICATION_POLICIES)),
  terms: v.optional(v.strictObject({ text: v.string(), toTheEnd: v.boolean() })),
  permissions: v.optional(v.array(permission)),
  asking: v.optional(v.picklist(ASKING)),
})

/** By what the script of an executable knows its operator's key: SHA-256, hexadecimal. */
export function fingerprintOf(operatorKey: Uint8Array): string {
  return createHash('sha256').update(operatorKey).digest('hex')
}

/** Throws ConfigAltered unless these very bytes are signed by the key that the fingerprint is of. */
export function readOperatorConfig(bytes: Uint8Array, signature: Uint8Array, fingerprint: string): OperatorConfig {
  const config = parse(bytes)
  const key = Buffer.from(config.operatorKey, 'base64')
  if (fingerprintOf(key) !== fingerprint) throw new ConfigAltered('The configuration names another operator.')
  if (!isSigned(bytes, signature, key)) throw new ConfigAltered('The configuration was changed after it was signed.')
  return config
}

function parse(bytes: Uint8Array): OperatorConfig {
  try {
    return v.parse(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (cause) {
    throw new ConfigAltered('The configuration cannot be read.', { cause })
  }
}

function isSigned(bytes: Uint8Array, signature: Uint8Array, key: Buffer): boolean {
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
  return publicKey.asymmetricKeyType === 'ed25519' && verify(null, bytes, publicKey, signature)
}
