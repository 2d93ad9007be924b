import { describe } from 'vitest'
import { EXCHANGE_DECODERS } from './decoders/exchanges.ts'
import { SEALING_DECODERS } from './decoders/sealing.ts'
import { refusesOrReads } from './refuses-or-reads.ts'

describe('what is said to agree on keys, and what is read behind a seal', () => {
  refusesOrReads([...SEALING_DECODERS, ...EXCHANGE_DECODERS])
})
