import { expect, test } from 'vitest'
import { type Decoder, outcomeOf } from './decoder.ts'
import { fuzz } from './rounds.ts'

/** Of each decoder in an ordinary run; `npm run fuzz` takes a hundred times as many. */
const INPUTS = 100_000
const SEED = 20_261_121

export function refusesOrReads(decoders: readonly Decoder[]): void {
  test.each(decoders)(
    '[FUZZ-1] $name reads or refuses every input, in time and without a trace',
    (decoder) => {
      const { failures } = fuzz(decoder, INPUTS, SEED)
      const told = failures.map(({ what, input }) => `${what}\n${Buffer.from(input).toString('hex').slice(0, 2000)}`)
      expect(told).toEqual([])
    },
    120_000,
  )

  test.each(decoders)('$name reads the samples that mutation begins with', (decoder) => {
    expect(
      decoder.seeds.map((seed) => outcomeOf(decoder, seed)).filter((outcome) => outcome.startsWith('value')),
    ).not.toEqual([])
  })
}
