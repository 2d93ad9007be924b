import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ConfigAltered, fingerprintOf, readOperatorConfig } from '../../../src/applet/operator-config.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const operatorKey = publicKey.export({ type: 'spki', format: 'der' })
const config = {
  brokerUrl: 'https://support.example.com',
  name: 'Contoso',
  operatorKey: operatorKey.toString('base64'),
}
const bytes = Buffer.from(JSON.stringify(config))
const signature = sign(null, bytes, privateKey)
const fingerprint = fingerprintOf(operatorKey)

test('[CFG-1] what the operator signed is read', () => {
  expect(readOperatorConfig(bytes, signature, fingerprint)).toEqual(config)
})

test('[CFG-1] whether the digits are required is signed with it', () => {
  const read = (verification: string) => {
    const more = Buffer.from(JSON.stringify({ ...config, verification }))
    return readOperatorConfig(more, sign(null, more, privateKey), fingerprint).verification
  }
  expect(read('offered')).toBe('offered')
  expect(() => read('none')).toThrow('cannot be read')
})

describe('[CFG-1] refused is', () => {
  test('each single byte that differs', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => readOperatorConfig(changed, signature, fingerprint)).toThrow(ConfigAltered)
    }
  })

  test('a byte more', () => {
    const longer = Buffer.concat([bytes, Buffer.from(' ')])
    expect(() => readOperatorConfig(longer, signature, fingerprint)).toThrow('changed after it was signed')
  })

  test('a signature that differs, or is none', () => {
    for (let at = 0; at < signature.length; at += 1) {
      const changed = Buffer.from(signature)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => readOperatorConfig(bytes, changed, fingerprint)).toThrow(ConfigAltered)
    }
    expect(() => readOperatorConfig(bytes, Buffer.alloc(0), fingerprint)).toThrow(ConfigAltered)
  })

  test('a whole configuration, well signed by somebody else', () => {
    const other = generateKeyPairSync('ed25519')
    const key = other.publicKey.export({ type: 'spki', format: 'der' })
    const theirs = Buffer.from(JSON.stringify({ ...config, operatorKey: key.toString('base64') }))
    const signed = sign(null, theirs, other.privateKey)
    expect(() => readOperatorConfig(theirs, signed, fingerprint)).toThrow('names another operator')
    expect(readOperatorConfig(theirs, signed, fingerprintOf(key)).name).toBe('Contoso')
  })
})
