import fc from 'fast-check'
import type * as v from 'valibot'
import { type AnyCatalog, arbitraryMessages, arbitraryOf } from '../support/arbitrary-message.ts'

const ALWAYS_THE_SAME = { seed: 1, numRuns: 3 }

/** Some of each message that `sender` may say, as JSON. */
export function sampleMessages(catalog: AnyCatalog, sender: string): Uint8Array[] {
  return arbitraryMessages(catalog, sender).flatMap(asJson)
}

/** Some values that a schema accepts, as JSON. */
export function sampleDocuments(schema: v.GenericSchema): Uint8Array[] {
  return asJson(arbitraryOf(schema))
}

function asJson(values: fc.Arbitrary<unknown>): Uint8Array[] {
  return fc.sample(values, ALWAYS_THE_SAME).map((value) => Buffer.from(JSON.stringify(value)))
}
