import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import type { RawFrame } from '../../src/applet/screen/screen-source.ts'
import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import type { Rect } from '../../src/base/rect.ts'
import { readRecordHeader } from '../../src/channel/record.ts'
import { SealedLine } from '../../src/channel/sealed-line.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { encodeUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { ChannelPair } from '../support/channel-pair.ts'
import { median, report } from './measure.ts'

const RUNS = 50

/** What sealing adds to an update, beside what encoding it takes; and what the talk about keys takes, once a session. */
export async function benchSealing(): Promise<void> {
  for (const [name, rect] of [
    ['whole 1080p', { x: 0, y: 0, width: 1920, height: 1080 }],
    ['640x360', { x: 0, y: 0, width: 640, height: 360 }],
    ['64x64', { x: 0, y: 0, width: 64, height: 64 }],
  ] as const) {
    await benchUpdate(name, rect)
  }
  const exchange = await median(20, async () => (await ChannelPair.verified()).console.close('ended'))
  report('both sides’ keys from the digits', exchange, 'one second', 1000)
}

const FINE = { quality: 85, fullColour: true, greyscale: false }

async function benchUpdate(name: string, rect: Rect): Promise<void> {
  const encoder = await openJpegTurboEncoder()
  const frame = photo(1920, 1080)
  const encoding = await median(20, () => encoder.encode(frame, [rect], FINE))
  const rects = await encoder.encode(frame, [rect], FINE)
  const update = encodeUpdate({ keyframe: true, seq: 1, capturedAt: 0, epoch: 1, rects })
  const [key, sid] = [new Uint8Array(32), new Uint8Array(16)]
  const out = new SealedLine(1, new NodeCipher(key), sid)
  const into = new SealedLine(1, new NodeCipher(key), sid)
  const batches: Uint8Array[][] = []
  const sealing = await median(RUNS, async () => batches.push(await sealAll(out, update)))
  const opening = await median(RUNS, async () => {
    for (const record of batches.shift() ?? []) await into.open(record, readRecordHeader(record))
  })
  const size = `${(update.byteLength / 1024).toFixed(0)} KiB`
  report(`sealing an update, ${name}, ${size}`, sealing, 'encoding it', encoding)
  report('opening it', opening, 'encoding it', encoding)
}

async function sealAll(line: SealedLine, bytes: Uint8Array): Promise<Uint8Array[]> {
  const records: Uint8Array[] = []
  for (let start = 0; start < bytes.byteLength; start += LIMITS.recordPayloadBytes) {
    const payload = bytes.subarray(start, start + LIMITS.recordPayloadBytes)
    const more = start + payload.byteLength < bytes.byteLength
    records.push(await line.seal('frame', payload, { more, grantEpoch: 0, head: 0 }))
  }
  return records
}

/** Smooth with a little grain, as a photo is. */
function photo(width: number, height: number): RawFrame {
  const pixels = Buffer.alloc(width * height * 4)
  let grain = 1
  for (let at = 0; at < pixels.length; at += 4) {
    const [x, y] = [(at >> 2) % width, Math.floor((at >> 2) / width)]
    grain = (grain * 1103515245 + 12345) & 0x7fffffff
    const noise = (grain >> 16) & 15
    pixels[at] = (Math.sin(x / 90) * 60 + 120 + noise) & 255
    pixels[at + 1] = (Math.cos(y / 70) * 60 + 120 + noise) & 255
    pixels[at + 2] = ((x + y) / 12 + noise) & 255
  }
  return { width, height, stride: width * 4, pixels, damage: undefined, capturedAt: 0 }
}
