import { mutateBytes } from './byte-mutations.ts'
import { mutateJson, valuesIn } from './json-mutations.ts'
import { Random } from './random.ts'

/** An endless row of inputs near the valid ones, always the same for the same seed. */
export class Mutator {
  readonly #random: Random
  readonly #seeds: readonly Uint8Array[]
  /** Those of the seeds that are JSON. */
  readonly #documents: readonly string[]
  readonly #values: readonly string[]

  constructor(seeds: readonly Uint8Array[], seed: number) {
    this.#random = new Random(seed)
    this.#seeds = seeds
    this.#documents = seeds.map((bytes) => Buffer.from(bytes).toString()).filter(isJson)
    this.#values = this.#documents.flatMap((text) => valuesIn(JSON.parse(text)))
  }

  next(): Uint8Array {
    const random = this.#random
    if (this.#documents.length === 0 || random.oneIn(4)) {
      return mutateBytes(random.pick(this.#seeds), random, random.pick(this.#seeds))
    }
    let text = mutateJson(random.pick(this.#documents), random, this.#values)
    if (random.oneIn(8)) text = sayTwice(text, random)
    return Buffer.from(text)
  }
}

/** The same field once more, with what stands in another: a reader may believe the first or the last. */
function sayTwice(text: string, random: Random): string {
  const fields = [...text.matchAll(/"[\w-]{1,20}":("[^"]{0,20}"|-?\d{1,9}|true|null)/g)].map(([field]) => field)
  const field = fields.length > 0 ? random.pick(fields) : '"a":1'
  return random.oneIn(2) ? text.replace('{', `{${field},`) : text.replace(/\}(?=[^}]*$)/, `,${field}}`)
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
