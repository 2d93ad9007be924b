import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { OperatorMistake } from './operator-mistake.ts'

interface TlsFiles {
  readonly tlsCert?: string
  readonly tlsKey?: string
}

/** Certificate and key, once it is sure that they can be used; else the first customer would find out. */
export function readTls({ tlsCert, tlsKey }: TlsFiles, called: (option: string) => string) {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  const [certOption, keyOption] = [called('--tls-cert'), called('--tls-key')]
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new OperatorMistake(`${certOption} and ${keyOption} go together.`)
  }
  const cert = readPem(certOption, tlsCert)
  const key = readPem(keyOption, tlsKey)
  const certificate = toCertificate(certOption, tlsCert, cert)
  if (!certificate.checkPrivateKey(toKey(keyOption, tlsKey, key))) {
    throw new OperatorMistake(`${keyOption}: ${tlsKey} is not the key of the certificate in ${tlsCert}.`)
  }
  return { cert, key }
}

function readPem(option: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new OperatorMistake(`${option}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function toCertificate(option: string, file: string, pem: Buffer): X509Certificate {
  try {
    if (!pem.includes('-----BEGIN ')) throw new Error('not PEM')
    return new X509Certificate(pem)
  } catch {
    const found = pem.includes('PRIVATE KEY-----') ? 'a private key' : 'something else'
    throw new OperatorMistake(`${option}: ${file} should hold a certificate in PEM form, and holds ${found}.`)
  }
}

function toKey(option: string, file: string, pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    if (pem.includes('ENCRYPTED')) {
      throw new OperatorMistake(`${option}: ${file} is protected by a passphrase. Give a key without one.`)
    }
    const found = pem.includes('-----BEGIN CERTIFICATE') ? 'a certificate' : 'something else'
    throw new OperatorMistake(`${option}: ${file} should hold a private key in PEM form, and holds ${found}.`)
  }
}
