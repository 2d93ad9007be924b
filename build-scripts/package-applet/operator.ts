import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Terms } from '../../src/applet/entrance.ts'
import { fingerprintOf, type OperatorConfig } from '../../src/applet/operator-config.ts'
import type { Asking } from '../../src/protocol/broker/offer.ts'
import type { Permission } from '../../src/protocol/permission.ts'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'

export interface Operator {
  readonly name: string
  readonly brokerUrl: string
  /** A file with their Ed25519 private key, PEM. */
  readonly keyFile: string
  /** A file with the certificates to believe, PEM. */
  readonly authoritiesFile?: string | undefined
  readonly verification?: VerificationPolicy | undefined
  /** A text file with what the customer has to accept before they join. */
  readonly termsFile?: string | undefined
  /** Whether all of it has to have been on the screen first. */
  readonly termsToTheEnd?: boolean
  /** What technicians may ask for at most. */
  readonly permissions?: readonly Permission[] | undefined
  readonly asking?: Asking | undefined
}

export interface BakedOperator {
  readonly assets: Readonly<Record<string, string | Uint8Array>>
  readonly fingerprint: string
}

/** Writes and signs what the executable will read before it connects to anybody. */
export function bakeOperator(operator: Operator): BakedOperator {
  const { name, brokerUrl, keyFile, authoritiesFile, verification, permissions, asking } = operator
  const key = readKey(keyFile)
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const config: OperatorConfig = {
    brokerUrl,
    name,
    operatorKey: publicKey.toString('base64'),
    ...(verification && { verification }),
    ...(operator.termsFile && { terms: readTerms(operator.termsFile, operator.termsToTheEnd === true) }),
    ...(permissions && { permissions }),
    ...(asking && { asking }),
    ...(authoritiesFile && { authorities: [readFileSync(authoritiesFile, 'utf8')] }),
  }
  const bytes = Buffer.from(JSON.stringify(config))
  const assets = { 'config.json': bytes, 'config.json.signature': sign(null, bytes, key) }
  return { assets, fingerprint: fingerprintOf(publicKey) }
}

function readTerms(file: string, toTheEnd: boolean): Terms {
  return { text: readFileSync(file, 'utf8').trim(), toTheEnd }
}

function readKey(file: string): KeyObject {
  const key = createPrivateKey(readFileSync(file, 'utf8'))
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new Error(`${file} holds no Ed25519 key. Make one: openssl genpkey -algorithm ed25519 -out ${file}`)
}
