import { keep } from './corpus.ts'
import { type Decoder, outcomeOf } from './decoder.ts'
import { DECODERS } from './decoders.ts'
import { Mutator } from './mutator.ts'

/** Of each decoder so many inputs are kept, each with an outcome of its own, each at most so long. */
const MOST_KEPT = 24
const LONGEST = 2048
const TRIES = 100_000

/** Run by hand when a decoder is new: `node test/fuzz/collect-corpus.ts [decoder …]`. */
const wanted = process.argv.slice(2)
for (const decoder of DECODERS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const found = collect(decoder)
  for (const input of found) keep(decoder.name, input)
  console.log(`${decoder.name}: ${found.length}`)
}

/** For each outcome the shortest input that leads to it; refusals by their place are worth more than shapes of values. */
function collect(decoder: Decoder): Uint8Array[] {
  const mutator = new Mutator(decoder.seeds, 1)
  const shortest = new Map<string, Uint8Array>()
  for (let tries = 0; tries < TRIES / (decoder.cost ?? 1); tries += 1) {
    const input = mutator.next()
    if (input.byteLength > LONGEST) continue
    const outcome = outcomeOf(decoder, input)
    const known = shortest.get(outcome)
    if (!known || input.byteLength < known.byteLength) shortest.set(outcome, input)
  }
  const isValue = ([outcome]: [string, Uint8Array]) => Number(outcome.startsWith('value'))
  return [...shortest]
    .sort((a, b) => isValue(a) - isValue(b))
    .slice(0, MOST_KEPT)
    .map(([, input]) => input)
}
