import { describe, expect, test } from 'vitest'
import {
  channelIdOf,
  deriveKeys,
  equalBytes,
  type KeySet,
  transcriptOf,
} from '../../../../src/channel/sealing/key-schedule.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const SECRET = new Uint8Array(32).fill(7)
const SALT = new Uint8Array(32).fill(9)
const SAID = ['sid', 'hello of the console', 'hello of the applet', 'offer', 'answer'] as const

const transcript = (said: readonly string[] = SAID) =>
  transcriptOf(...(said.map(bytes) as [Uint8Array, ...Uint8Array[]]))
const secretsOf = (keys: KeySet) => Object.values(keys).map((key: Uint8Array) => key.toHex())

describe('[S2] [S4] the keys of both sides', () => {
  const keys = deriveKeys(SECRET, transcript(), SALT)

  test('are the same from the same words and the same secret', () => {
    expect(deriveKeys(SECRET.slice(), transcript(), SALT.slice())).toEqual(keys)
  })

  test('are five, of 32 bytes, and none is another', () => {
    expect(new Set(secretsOf(keys)).size).toBe(5)
    for (const secret of secretsOf(keys)) expect(secret).toHaveLength(64)
  })

  test.each(SAID.map((what, index) => [what, index] as const))('are all others with another %s', (_, index) => {
    const said = SAID.map((what, at) => (at === index ? `${what}!` : what))
    expectNothingInCommon(keys, deriveKeys(SECRET, transcript(said), SALT))
  })

  test('are all others where the words are cut in another place', () => {
    const moved = ['sid', 'hello of the consoleh', 'ello of the applet', 'offer', 'answer']
    expectNothingInCommon(keys, deriveKeys(SECRET, transcript(moved), SALT))
  })

  test('are all others with one bit of the secret, or of the secret before', () => {
    for (let at = 0; at < 32; at += 1) {
      expectNothingInCommon(keys, deriveKeys(flipped(SECRET, at), transcript(), SALT))
      expectNothingInCommon(keys, deriveKeys(SECRET, transcript(), flipped(SALT, at)))
    }
  })

  test('are all others where nothing was before', () => {
    expectNothingInCommon(keys, deriveKeys(SECRET, transcript()))
  })
})

test('[S7] what the next agreement starts from is another after each, and none is a key', () => {
  const seen = new Set<string>()
  let resume: Uint8Array = SALT
  for (let epoch = 0; epoch < 100; epoch += 1) {
    const keys = deriveKeys(SECRET, transcript(), resume)
    for (const secret of secretsOf(keys)) seen.add(secret)
    resume = keys.resume
  }
  expect(seen.size).toBe(500)
})

test('[S8] a channel is named after both hellos, and the name tells nothing of a key', () => {
  const name = channelIdOf(bytes('console'), bytes('applet'))
  expect(name).toMatch(/^[0-9a-f]{32}$/)
  expect(channelIdOf(bytes('applet'), bytes('console'))).not.toBe(name)
  expect(channelIdOf(bytes('consolea'), bytes('pplet'))).not.toBe(name)
})

test('[S4] two proofs are equal only in every byte and in length', () => {
  const one = crypto.getRandomValues(new Uint8Array(32))
  expect(equalBytes(one, one.slice())).toBe(true)
  for (let at = 0; at < 32; at += 1) expect(equalBytes(one, flipped(one, at))).toBe(false)
  expect(equalBytes(one, one.slice(0, 31))).toBe(false)
  expect(equalBytes(one.slice(0, 31), one)).toBe(false)
  expect(equalBytes(new Uint8Array(), new Uint8Array())).toBe(true)
})

function expectNothingInCommon(one: KeySet, other: KeySet): void {
  const secrets = new Set(secretsOf(one))
  expect(secretsOf(other).filter((secret) => secrets.has(secret))).toEqual([])
}

function flipped(secret: Uint8Array, at: number): Uint8Array {
  const changed = secret.slice()
  changed[at] = (changed[at] as number) ^ (1 << (at % 8))
  return changed
}
