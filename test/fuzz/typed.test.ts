import { describe } from 'vitest'
import { TYPED_DECODERS } from './decoders/typed.ts'
import { refusesOrReads } from './refuses-or-reads.ts'

describe('what people type, and what their browsers remember', () => {
  refusesOrReads(TYPED_DECODERS)
})
