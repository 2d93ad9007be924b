import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface Issued {
  /** PEM. */
  readonly certificate: string
  /** PEM. */
  readonly key: string
  readonly name: string
  readonly privateKey: KeyObject
}

interface Wanted {
  readonly name: string
  /** Host in the alternative names. */
  readonly host?: string
  /** Undefined: signs itself. */
  readonly issuer?: Issued
  readonly isAuthority?: boolean
  /** Days from now. */
  readonly from?: number
  readonly until?: number
  readonly hash?: 'sha256' | 'sha1'
  readonly usage?: 'server' | 'client'
}

const DAY_MS = 86_400_000
const OID = {
  commonName: '550403',
  basicConstraints: '551d13',
  alternativeNames: '551d11',
  extendedUsage: '551d25',
  server: '2b06010505070301',
  client: '2b06010505070302',
  // ECDSA with the hash named.
  sha256: '2a8648ce3d040302',
  sha1: '2a8648ce3d0401',
} as const

/** A certificate as good or as bad as the test wants it. DER by hand (RFC 5280), since no tool makes them all. */
export function issue(wanted: Wanted): Issued {
  const { name, issuer, from = -1, until = 30, hash = 'sha256' } = wanted
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(OID[hash]))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1, ...Buffer.from(name).subarray(0, 8))),
    algorithm,
    distinguished(issuer?.name ?? name),
    sequence(time(from), time(until)),
    distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions(wanted))),
  )
  const signature = sign(hash, body, issuer?.privateKey ?? privateKey)
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.of(0), signature])))
  const lines = whole
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  const certificate = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  return { certificate, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, name, privateKey }
}

function extensions({ host, isAuthority = false, usage }: Wanted): Buffer[] {
  const isTrue = der(0x01, Buffer.of(0xff))
  return [
    extension(OID.basicConstraints, isAuthority ? sequence(isTrue) : sequence()),
    ...(host === undefined ? [] : [extension(OID.alternativeNames, sequence(der(0x82, Buffer.from(host))))]),
    ...(usage === undefined ? [] : [extension(OID.extendedUsage, sequence(oid(OID[usage])))]),
  ]
}

const extension = (id: string, value: Buffer) => sequence(oid(id), der(0x04, value))
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))

function distinguished(name: string): Buffer {
  return sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(name)))))
}

function time(days: number): Buffer {
  const text = new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]|\.\d+/g, '')
  return der(0x17, Buffer.from(text.slice(2)))
}

/** Tag, length, content; a length of more than 127 bytes has its own length in front. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...(length < 0x80 ? [length] : long)), content])
}
