import type { Decoder } from './decoder.ts'
import { EXCHANGE_DECODERS } from './decoders/exchanges.ts'
import { FILE_DECODERS } from './decoders/files.ts'
import { HTTP_DECODERS } from './decoders/http.ts'
import { SEALING_DECODERS } from './decoders/sealing.ts'
import { TYPED_DECODERS } from './decoders/typed.ts'
import { WIRE_DECODERS } from './decoders/wire.ts'

/** All that reads what somebody outside wrote. A new reader gets a row in one of these tables. */
export const DECODERS: readonly Decoder[] = [
  ...[...WIRE_DECODERS, ...SEALING_DECODERS, ...EXCHANGE_DECODERS],
  ...[...HTTP_DECODERS, ...FILE_DECODERS, ...TYPED_DECODERS],
]
