import { isDeepStrictEqual } from 'node:util'
import { inherited } from '../support/poisoned.ts'
import { readCorpus } from './corpus.ts'
import { type Decoder, type Failure, findFailure } from './decoder.ts'
import { Mutator } from './mutator.ts'

/** Of one decoder more are not worth reading. */
const MOST_FAILURES = 10

export interface Round {
  readonly inputs: number
  readonly milliseconds: number
  readonly failures: readonly Failure[]
}

/** What was kept of earlier runs first, then `inputs` new ones, or fewer of a costly decoder. */
export function fuzz(
  decoder: Decoder,
  inputs: number,
  seed: number,
  begins: (input: number) => void = () => {},
): Round {
  const startedAt = performance.now()
  const before = inherited()
  const failures: Failure[] = []
  const judge = (input: Uint8Array) => {
    const what = findFailure(decoder, input)
    if (what !== undefined) failures.push({ what, input })
  }
  const kept = [...decoder.seeds, ...readCorpus(decoder.name)]
  kept.forEach(judge)
  const mutator = new Mutator(kept, seed)
  const tried = Math.ceil(inputs / (decoder.cost ?? 1))
  for (let done = 1; done <= tried && failures.length < MOST_FAILURES; done += 1) {
    begins(done)
    judge(mutator.next())
  }
  if (!isDeepStrictEqual(inherited(), before))
    failures.push({ what: 'changed what all objects inherit', input: new Uint8Array() })
  return { inputs: kept.length + tried, milliseconds: performance.now() - startedAt, failures }
}
