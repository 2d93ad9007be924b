import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeRecording,
  encodeRecordedUpdate,
  encodeRecordingHeader,
} from '../../../../src/applet/screen/recording.ts'
import { CaptureFailed } from '../../../../src/applet/screen/screen-source.ts'

const size = { width: 640, height: 480 }

const rect = fc.record({
  kind: fc.constant('jpeg' as const),
  x: fc.nat(320),
  y: fc.nat(240),
  width: fc.integer({ min: 1, max: 320 }),
  height: fc.integer({ min: 1, max: 240 }),
  data: fc.uint8Array({ maxLength: 40 }),
})

const entry = fc.record({
  atMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  update: fc.record({
    keyframe: fc.boolean(),
    seq: fc.nat(0xffff_ffff),
    capturedAt: fc.double({ noNaN: true, noDefaultInfinity: true }),
    epoch: fc.nat(255),
    rects: fc.array(rect, { maxLength: 3 }),
  }),
})

const updates = fc
  .array(entry, { minLength: 1, maxLength: 4 })
  .map(([first, ...more]) => (first ? [{ ...first, update: { ...first.update, keyframe: true } }, ...more] : []))

describe('a recording', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(updates, (written) => {
        const file = Buffer.concat([encodeRecordingHeader(size), ...written.map(encodeRecordedUpdate)])
        const read = decodeRecording(file)
        expect(read.size).toEqual(size)
        expect(read.updates).toEqual(written.map((one) => ({ ...one, update: withBuffers(one.update) })))
      }),
    )
  })

  test('that grows byte by byte is refused until an update is whole, and never read beyond its end', () => {
    fc.assert(
      fc.property(updates, (written) => {
        const parts = [encodeRecordingHeader(size), ...written.map(encodeRecordedUpdate)]
        const file = Buffer.concat(parts)
        const ends = parts.map((_, count) => Buffer.concat(parts.slice(0, count + 1)).length)
        for (let length = 0; length <= file.length; length += 1) {
          const complete = ends.indexOf(length)
          const read = () => decodeRecording(file.subarray(0, length))
          if (complete > 0) expect(read().updates).toHaveLength(complete)
          else expect(read).toThrow(CaptureFailed)
        }
      }),
      { numRuns: 20 },
    )
  })
})

/** The data of what was read are views of a Buffer. */
function withBuffers<T extends { readonly rects: readonly { readonly data: Uint8Array }[] }>(update: T) {
  return { ...update, rects: update.rects.map((one) => ({ ...one, data: Buffer.from(one.data) })) }
}
