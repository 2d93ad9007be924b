import { MessageAssembler } from '../../../src/channel/message-assembler.ts'
import { readCount, writeCount } from '../../../src/channel/retained-messages.ts'
import { generatorOf, newHalf, sharedPoint } from '../../../src/channel/sealing/cpace.ts'
import { newEphemeral, sharedSecret } from '../../../src/channel/sealing/x25519.ts'
import { HANDSHAKE_CATALOG, handshakeCodec } from '../../../src/protocol/handshake/catalog.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'
import type { Decoder } from '../decoder.ts'
import { sampleMessages } from '../samples.ts'

const refusals = [ProtocolError]

const generator = generatorOf(Buffer.from('123456'), new Uint8Array(), new Uint8Array(16))
const half = newHalf(generator)
const ephemeral = newEphemeral()

/** Only what the schema lets through gets as far as the curves: 32 bytes. */
const asShare = (bytes: Uint8Array) => Uint8Array.from({ length: 32 }, (_, at) => bytes[at] ?? 0)

/** Parts of messages: of each two bytes one for the kind and whether more follows, one for the length. */
function assemble(bytes: Uint8Array): number {
  const assembler = new MessageAssembler()
  let whole = 0
  for (let at = 0; at + 1 < bytes.byteLength && at < 400; at += 2) {
    const [what = 0, length = 0] = bytes.subarray(at, at + 2)
    const header = { type: 'message', more: (what & 2) !== 0, epoch: 1, seq: 0n, grantEpoch: 0, length } as const
    whole += Number(assembler.add(what & 1 ? 'message' : 'frame', header, new Uint8Array(length)) !== undefined)
  }
  return whole
}

/** What is said in clear, and what is read after a seal was opened. */
export const SEALING_DECODERS: readonly Decoder[] = [
  ...(['applet', 'console'] as const).map((sender) => ({
    name: `handshake-from-${sender}`,
    seeds: sampleMessages(HANDSHAKE_CATALOG, sender),
    refusals,
    decode: (bytes: Uint8Array) => handshakeCodec.decodeBytes(bytes, sender),
  })),
  { name: 'acknowledgement', seeds: [writeCount(7)], refusals, decode: readCount },
  { name: 'message-parts', seeds: [Uint8Array.of(3, 9, 1, 4, 2, 5, 0, 0)], refusals, decode: assemble },
  {
    name: 'code-share',
    cost: 100,
    seeds: [half.share, new Uint8Array(32)],
    refusals,
    decode: (bytes) => sharedPoint(half.scalar, asShare(bytes)),
  },
  {
    name: 'key-share',
    cost: 100,
    seeds: [newEphemeral().share, new Uint8Array(32)],
    refusals,
    decode: (bytes) => sharedSecret(ephemeral.secret, asShare(bytes)),
  },
]
