import type { Decoder } from './decoder.ts'
import { FILE_DECODERS } from './decoders/files.ts'
import { HTTP_DECODERS } from './decoders/http.ts'
import { TYPED_DECODERS } from './decoders/typed.ts'
import { WIRE_DECODERS } from './decoders/wire.ts'

/** All that reads what somebody outside wrote. A new reader gets a row in one of these tables. */
export const DECODERS: readonly Decoder[] = [...WIRE_DECODERS, ...HTTP_DECODERS, ...FILE_DECODERS, ...TYPED_DECODERS]
