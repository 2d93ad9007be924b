import { describe } from 'vitest'
import { HTTP_DECODERS } from './decoders/http.ts'
import { refusesOrReads } from './refuses-or-reads.ts'

describe('bodies and headers of HTTP', () => {
  refusesOrReads(HTTP_DECODERS)
})
