import { afterEach, describe, expect, test } from 'vitest'
import type { Decoder } from './decoder.ts'
import { Mutator } from './mutator.ts'
import { fuzz } from './rounds.ts'

const INPUTS = 20_000
const DOCUMENT = Buffer.from('{"type":"greeting","to":{"name":"Zoë"},"times":3}')

const planted = (name: string, seeds: readonly Uint8Array[], decode: Decoder['decode']): Decoder => ({
  name,
  seeds,
  refusals: [SyntaxError],
  decode,
})

const json = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString())

function mergeBlindly(target: Record<string, unknown>, source: object): void {
  for (const [name, value] of Object.entries(source)) {
    const inner = target[name]
    if (typeof inner === 'object' && inner !== null && typeof value === 'object' && value !== null) {
      mergeBlindly(inner as Record<string, unknown>, value)
    } else target[name] = value
  }
}

/** Of this thread's own time, as the fuzzer counts it. */
function waste(milliseconds: number): void {
  const spent = () => process.threadCpuUsage().user / 1000
  const startedAt = spent()
  while (spent() - startedAt < milliseconds);
}

/** Decoders as they should not be, and what has to be found of each. */
const BUGS: readonly (readonly [Decoder, RegExp])[] = [
  [
    planted('believes a length', [Uint8Array.of(2, 7, 7)], (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      return bytes.byteLength > 0 && view.getUint8(view.getUint8(0))
    }),
    /RangeError/,
  ],
  [
    planted('believes that a field is text', [DOCUMENT], (bytes) => (json(bytes) as { type: string }).type.length),
    /TypeError/,
  ],
  [
    planted('copies whatever field there is', [DOCUMENT], (bytes) => mergeBlindly({}, Object(json(bytes)))),
    /left Object\.prototype\.polluted/,
  ],
  [
    planted('is slow for one sort of input', [DOCUMENT], (bytes) => {
      if (Buffer.from(bytes).includes('"times":null')) waste(60)
    }),
    /took \d+ ms/,
  ],
]

describe('[FUZZ-1] the fuzzer', () => {
  afterEach(() => {
    for (const name in {}) delete (Object.prototype as Record<string, unknown>)[name]
  })

  test.each(BUGS)('finds what is wrong with a decoder that $name', (decoder, finding) => {
    const { failures } = fuzz(decoder, INPUTS, 1)
    expect(failures.map(({ what }) => what).join('\n')).toMatch(finding)
  })

  test('tries the same inputs for the same seed, and others for another', () => {
    const inputs = (seed: number) => {
      const mutator = new Mutator([DOCUMENT, Uint8Array.of(1, 2, 3)], seed)
      return Array.from({ length: 100 }, () => Buffer.from(mutator.next()).toString('hex'))
    }
    expect(inputs(1)).toEqual(inputs(1))
    expect(inputs(1)).not.toEqual(inputs(2))
  })
})
