import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generatorOf, halfOf, intermediateKey, newHalf, sharedPoint } from '../../../../src/channel/sealing/cpace.ts'

const file = new URL('../../../fixtures/cpace/ristretto255-sha512.json', import.meta.url)
type Texts = Readonly<Record<string, string>>
const vectors = JSON.parse(readFileSync(file, 'utf8')) as { exchange: Texts; points: Texts & { Valid: Texts } }
const { exchange, points } = vectors
const bytes = (hex = '') => Uint8Array.fromHex(hex)
const scalar = (hex = '') => BigInt(`0x${bytes(hex).reverse().toHex()}`)

describe('[E2E-1] [S3] CPace gives what the draft says, with its own test vectors', () => {
  const generator = generatorOf(bytes(exchange.PRS), bytes(exchange.CI), bytes(exchange.sid))
  const initiator = halfOf(generator, scalar(exchange.ya))
  const responder = halfOf(generator, scalar(exchange.yb))

  test('the generator', () => {
    expect(generator).toEqual(bytes(exchange.g))
  })

  test('both shares', () => {
    expect(initiator.share).toEqual(bytes(exchange.Ya))
    expect(responder.share).toEqual(bytes(exchange.Yb))
  })

  test('the point that both make', () => {
    expect(sharedPoint(initiator.scalar, responder.share)).toEqual(bytes(exchange.K))
    expect(sharedPoint(responder.scalar, initiator.share)).toEqual(bytes(exchange.K))
  })

  test('the key, with associated data', () => {
    const a = { share: initiator.share, data: bytes(exchange.ADa) }
    const b = { share: responder.share, data: bytes(exchange.ADb) }
    expect(intermediateKey(bytes(exchange.sid), bytes(exchange.K), a, b)).toEqual(bytes(exchange.ISK_IR))
  })

  test('a valid point is multiplied as in the draft', () => {
    const { s, X, 'G.scalar_mult(s,decode(X))': product } = points.Valid
    expect(sharedPoint(scalar(s), bytes(X))).toEqual(bytes(product))
  })

  test.each(['Invalid Y1', 'Invalid Y2'])('%s is refused', (name) => {
    expect(() => sharedPoint(5n, bytes(points[name]))).toThrow('malformed-message at share')
  })
})

test('other digits, another session or another context give another generator', () => {
  const [digits, context, sid] = [Buffer.from('482913'), Buffer.from('a'), Buffer.alloc(16, 1)]
  const own = generatorOf(digits, context, sid)
  expect(generatorOf(Buffer.from('482914'), context, sid)).not.toEqual(own)
  expect(generatorOf(digits, Buffer.from('b'), sid)).not.toEqual(own)
  expect(generatorOf(digits, context, Buffer.alloc(16, 2))).not.toEqual(own)
})

test('every try has a half of its own', () => {
  const generator = generatorOf(Buffer.from('482913'), Buffer.from('a'), Buffer.alloc(16))
  expect(newHalf(generator).share).not.toEqual(newHalf(generator).share)
})
