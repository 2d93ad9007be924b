import { describe } from 'vitest'
import { WIRE_DECODERS } from './decoders/wire.ts'
import { refusesOrReads } from './refuses-or-reads.ts'

describe('bytes from a peer', () => {
  refusesOrReads(WIRE_DECODERS)
})
