import { describe, expect, test } from 'vitest'
import { NodeCipher } from '../../../src/applet/session/node-cipher.ts'
import { TAG_BYTES } from '../../../src/channel/record.ts'
import type { CreateCipher, RecordCipher } from '../../../src/channel/record-cipher.ts'
import { WebCipher } from '../../../src/console/session/web-cipher.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

const CIPHERS: Record<string, CreateCipher> = {
  'the program': (key) => new NodeCipher(key),
  'the browser': (key) => new WebCipher(key),
}
type Bytes = Uint8Array<ArrayBuffer>

async function sealedBy(cipher: RecordCipher, nonce: Bytes, bound: Bytes, plain: Bytes): Promise<Bytes> {
  const sealed = new Uint8Array(plain.byteLength + TAG_BYTES)
  await cipher.seal(nonce, bound, plain, sealed)
  return sealed
}

const PAIRS = Object.keys(CIPHERS).flatMap((from) => Object.keys(CIPHERS).map((to) => [from, to] as const))

describe.each(PAIRS)('what %s seals %s opens', (from, to) => {
  const [create, createOther] = [CIPHERS[from] as CreateCipher, CIPHERS[to] as CreateCipher]

  test.each([0, 1, 64, 65_536])('[S10] %i bytes, and only with the same key, number and header', async (length) => {
    const key = random(32)
    const [nonce, bound, plain] = [random(12), random(48), random(length)]
    const [sealing, opening, foreign] = [create(key.slice()), createOther(key.slice()), createOther(random(32))]
    const sealed = await sealedBy(sealing, nonce, bound, plain)
    expect(Buffer.compare(await opening.open(nonce, bound, sealed), plain)).toBe(0)
    await expect(foreign.open(nonce, bound, sealed)).rejects.toThrow()
    await expect(opening.open(random(12), bound, sealed)).rejects.toThrow()
    await expect(opening.open(nonce, random(48), sealed)).rejects.toThrow()
    await expect(opening.open(nonce, bound, sealed.slice(1))).rejects.toThrow()
  })
})

test('both seal the same bytes the same way', async () => {
  const [key, nonce, bound, plain] = [random(32), random(12), random(48), random(1000)]
  const node = await sealedBy(new NodeCipher(key), nonce, bound, plain)
  const web = await sealedBy(new WebCipher(key), nonce, bound, plain)
  expect(Buffer.compare(node, web)).toBe(0)
})

test.each(Object.entries(CIPHERS))('%s works on when the key that it was given is wiped', async (_, create) => {
  const key = random(32)
  const [nonce, bound, plain] = [random(12), random(48), random(10)]
  const [wiped, kept] = [create(key), create(key.slice())]
  key.fill(0)
  const sealed = await sealedBy(wiped, nonce, bound, plain)
  expect(Buffer.compare(await kept.open(nonce, bound, sealed), plain)).toBe(0)
})
