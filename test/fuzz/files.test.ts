import { describe } from 'vitest'
import { FILE_DECODERS } from './decoders/files.ts'
import { refusesOrReads } from './refuses-or-reads.ts'

describe('files', () => {
  refusesOrReads(FILE_DECODERS)
})
