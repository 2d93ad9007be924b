import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fingerprintOf, type OperatorConfig } from '../../src/applet/operator-config.ts'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'

export interface Operator {
  readonly name: string
  readonly brokerUrl: string
  /** A file with their Ed25519 private key, PEM. */
  readonly keyFile: string
  /** A file with the certificates to believe, PEM. */
  readonly authoritiesFile?: string | undefined
  readonly verification?: VerificationPolicy | undefined
}

export interface BakedOperator {
  readonly assets: Readonly<Record<string, string | Uint8Array>>
  readonly fingerprint: string
}

/** Writes and signs what the executable will read before it connects to anybody. */
export function bakeOperator({ name, brokerUrl, keyFile, authoritiesFile, verification }: Operator): BakedOperator {
  const key = readKey(keyFile)
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const config: OperatorConfig = {
    brokerUrl,
    name,
    operatorKey: publicKey.toString('base64'),
    ...(verification && { verification }),
    ...(authoritiesFile && { authorities: [readFileSync(authoritiesFile, 'utf8')] }),
  }
  const bytes = Buffer.from(JSON.stringify(config))
  const assets = { 'config.json': bytes, 'config.json.signature': sign(null, bytes, key) }
  return { assets, fingerprint: fingerprintOf(publicKey) }
}

function readKey(file: string): KeyObject {
  const key = createPrivateKey(readFileSync(file, 'utf8'))
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new Error(`${file} holds no Ed25519 key. Make one: openssl genpkey -algorithm ed25519 -out ${file}`)
}
