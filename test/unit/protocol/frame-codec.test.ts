import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeUpdate, encodeUpdate, type ScreenUpdate } from '../../../src/protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'

const screen = { width: 640, height: 480 }

const rect = fc
  .tuple(
    fc.nat(639),
    fc.nat(479),
    fc.integer({ min: 1, max: 640 }),
    fc.integer({ min: 1, max: 480 }),
    fc.uint8Array({ maxLength: 64 }),
  )
  .map(([x, y, width, height, data]) => ({
    kind: 'jpeg' as const,
    x,
    y,
    width: Math.min(width, 640 - x),
    height: Math.min(height, 480 - y),
    data,
  }))

const update: fc.Arbitrary<ScreenUpdate> = fc.record({
  keyframe: fc.boolean(),
  seq: fc.nat(0xffff_ffff),
  capturedAt: fc.double({ noNaN: true, noDefaultInfinity: true }),
  epoch: fc.nat(255),
  rects: fc.array(rect, { maxLength: 8 }),
})

function reasonOf(bytes: Uint8Array): string {
  try {
    decodeUpdate(bytes, screen)
    return 'accepted'
  } catch (error) {
    if (error instanceof ProtocolError) return `${error.reason} ${error.path}`
    throw error
  }
}

test('an update arrives as it was sent', () => {
  fc.assert(
    fc.property(update, (sent) => {
      expect(decodeUpdate(encodeUpdate(sent), screen)).toEqual(sent)
    }),
  )
})

test('the layout of an update, byte by byte', () => {
  const bytes = encodeUpdate({
    keyframe: true,
    seq: 0x01020304,
    capturedAt: 1.5,
    epoch: 7,
    rects: [{ kind: 'jpeg', x: 1, y: 2, width: 3, height: 4, data: new Uint8Array([0xaa, 0xbb]) }],
  })
  expect(Buffer.from(bytes).toString('hex')).toBe(
    ['01', '01', '0100', '04030201', '000000000000f83f', '00', '07', '0000'].join('') +
      ['0100', '0100', '0200', '0300', '0400', '0000', '0000', '02000000', 'aabb'].join(''),
  )
})

describe('[P10] an update that does not fit is refused', () => {
  const good = encodeUpdate({
    keyframe: false,
    seq: 1,
    capturedAt: 0,
    epoch: 1,
    rects: [{ kind: 'jpeg', x: 600, y: 0, width: 40, height: 480, data: new Uint8Array(10) }],
  })
  const changed = (change: (view: DataView) => void) => {
    const copy = good.slice()
    change(new DataView(copy.buffer))
    return copy
  }

  test('the good one is accepted', () => expect(reasonOf(good)).toBe('accepted'))
  test.each([
    ['cut short anywhere', good.subarray(0, 12), 'malformed-update length'],
    ['cut in the data', good.subarray(0, good.length - 1), 'malformed-update rects.0.length'],
    ['another type', changed((view) => view.setUint8(0, 9)), 'malformed-update type'],
    [
      'a capture time that is no number',
      changed((view) => view.setFloat64(8, Number.NaN, true)),
      'malformed-update capturedAt',
    ],
    ['more rectangles than it holds', changed((view) => view.setUint16(2, 2, true)), 'malformed-update rects.1'],
    ['more rectangles than allowed', changed((view) => view.setUint16(2, 65_535, true)), 'malformed-update rects'],
    ['an unknown kind', changed((view) => view.setUint16(20, 99, true)), 'malformed-update rects.0.kind'],
    ['a rectangle without width', changed((view) => view.setUint16(26, 0, true)), 'malformed-update rects.0.size'],
    ['a rectangle outside the screen', changed((view) => view.setUint16(22, 601, true)), 'malformed-update rects.0'],
    [
      'data beyond the message',
      changed((view) => view.setUint32(34, 0xffff_ffff, true)),
      'malformed-update rects.0.length',
    ],
  ])('%s', (_, bytes, reason) => {
    expect(reasonOf(bytes)).toBe(reason)
  })
})

test.each([
  [16_385, 1],
  [1, 65_535],
  [16_384, 4097],
])('[LIM-1] [P10] a rectangle of %i times %i is refused, also for a screen that is not known yet', (width, height) => {
  const rect = { kind: 'jpeg' as const, x: 0, y: 0, width, height, data: new Uint8Array() }
  const bytes = encodeUpdate({ keyframe: true, seq: 0, capturedAt: 0, epoch: 0, rects: [rect] })
  expect(() => decodeUpdate(bytes, { width: 65_535, height: 65_535 })).toThrow('rects.0.size')
})

test('any bytes at all are decoded or refused with a ProtocolError', () => {
  const mutated = fc.tuple(update, fc.nat(), fc.nat(255)).map(([sent, at, value]) => {
    const bytes = encodeUpdate(sent)
    bytes[at % bytes.length] = value
    return bytes
  })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 128 }), mutated), (bytes) => {
      expect(reasonOf(bytes)).toMatch(/^(accepted|malformed-update .*)$/)
    }),
    { numRuns: 5000 },
  )
})
