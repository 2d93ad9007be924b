import { readRecordHeader } from '../../../src/channel/record.ts'
import { jpegSize } from '../../../src/console/screen/decoders/jpeg-size.ts'
import { decodeLossless } from '../../../src/console/screen/decoders/lossless.ts'
import { decodePalette } from '../../../src/console/screen/decoders/palette.ts'
import { Undecodable } from '../../../src/console/screen/undecodable.ts'
import { BROKER_CATALOG, brokerCodec } from '../../../src/protocol/broker/catalog.ts'
import { ENVELOPE_BYTES, readEnvelope, writeEnvelope } from '../../../src/protocol/broker/relay-envelope.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { decodeBlock, encodeBlock } from '../../../src/protocol/peer/block-codec.ts'
import { PEER_CATALOG, peerCodec } from '../../../src/protocol/peer/catalog.ts'
import { decodeUpdate, encodeUpdate } from '../../../src/protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'
import { encodeLossless, encodePalette } from '../../support/spec-encoders.ts'
import type { Decoder } from '../decoder.ts'
import { sampleMessages } from '../samples.ts'
import { smallJpeg } from '../small-jpeg.ts'

const refusals = [ProtocolError]

function envelope(stream: number): Uint8Array {
  const bytes = new Uint8Array(ENVELOPE_BYTES + 4)
  writeEnvelope(bytes, stream)
  return bytes
}

/** A record of this type, with so many bytes behind what its header counts. */
function record(type: number, length: number, tail: number): Uint8Array {
  const bytes = Buffer.alloc(24 + length + tail)
  bytes.set([1, type])
  bytes.writeUInt32LE(length, 20)
  return bytes
}

const rect = { kind: 'jpeg' as const, x: 1, y: 2, width: 3, height: 4, data: Uint8Array.of(1, 2, 3) }
const updates = [[], [rect], [rect, { ...rect, x: 5 }, { ...rect, data: new Uint8Array() }]].map((rects, seq) =>
  encodeUpdate({ keyframe: seq === 1, seq, capturedAt: 1.7e12, epoch: seq, rects }),
)

const TILE = { width: 24, height: 16 }
const FEW = Uint8Array.from({ length: TILE.width * TILE.height * 3 }, (_, at) => (Math.floor(at / 3) % 7) * 30)
const MANY = Uint8Array.from({ length: FEW.length }, (_, at) => (at * at * 7) >> 3)

const SCREENS = {
  small: { width: 64, height: 48 },
  wide: { width: LIMITS.screenSide, height: 4096 },
  huge: { width: LIMITS.screenSide, height: LIMITS.screenSide },
}

/** Whatever comes over a socket. */
export const WIRE_DECODERS: readonly Decoder[] = [
  ...(['applet', 'console', 'broker'] as const).map((sender) => ({
    name: `broker-layer-from-${sender}`,
    seeds: sampleMessages(BROKER_CATALOG, sender),
    refusals,
    decode: (bytes: Uint8Array) => brokerCodec.decodeBytes(bytes, sender),
  })),
  ...(['applet', 'console'] as const).map((sender) => ({
    name: `peer-layer-from-${sender}`,
    seeds: sampleMessages(PEER_CATALOG, sender),
    refusals,
    decode: (bytes: Uint8Array) => peerCodec.decodeBytes(bytes, sender),
  })),
  { name: 'relay-envelope', seeds: [envelope(1), envelope(0xffff_ffff)], refusals, decode: readEnvelope },
  {
    name: 'record-header',
    seeds: [1, 0x82, 3, 4].flatMap((type) => [record(type, 5, 0), record(type, 40, 16)]),
    refusals,
    decode: readRecordHeader,
  },
  {
    name: 'file-block',
    seeds: [encodeBlock(1, 0, FEW), encodeBlock(0xffff_ffff, LIMITS.fileBytes - 9, Uint8Array.of(1, 2, 3))],
    refusals,
    decode: decodeBlock,
  },
  ...Object.entries(SCREENS).map(([name, screen]) => ({
    name: `update-for-a-${name}-screen`,
    seeds: updates,
    refusals,
    decode: (bytes: Uint8Array) => decodeUpdate(bytes, screen),
  })),
  ...[
    {
      name: 'palette',
      decode: decodePalette,
      seeds: [
        encodePalette(FEW, TILE),
        encodePalette(
          MANY.map((value) => value & 1),
          TILE,
        ),
      ],
    },
    { name: 'lossless', decode: decodeLossless, seeds: [encodeLossless(FEW, TILE), encodeLossless(MANY, TILE)] },
  ].map(({ name, decode, seeds }) => ({
    name: `${name}-rectangle`,
    seeds,
    refusals: [Undecodable],
    decode: (data: Uint8Array) => decode({ kind: 'palette', x: 0, y: 0, ...TILE, data }).pixels.length,
  })),
  { name: 'jpeg-size', seeds: [smallJpeg()], refusals: [], decode: jpegSize },
]
