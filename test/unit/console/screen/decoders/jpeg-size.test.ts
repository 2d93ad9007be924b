import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { jpegSize } from '../../../../../src/console/screen/decoders/jpeg-size.ts'

function jpeg(width: number, height: number, options: { progressive?: boolean } = {}) {
  return sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .jpeg(options)
    .toBuffer()
}

test('reads the size of a baseline JPEG', async () => {
  expect(jpegSize(await jpeg(640, 48))).toEqual({ width: 640, height: 48 })
})

test('a progressive JPEG has none: its scans could be many, each over the whole picture', async () => {
  expect(jpegSize(await jpeg(640, 48, { progressive: true }))).toBeUndefined()
})

test('a JPEG that is cut off before its frame header has no size', async () => {
  const whole = await jpeg(64, 64)
  expect(jpegSize(whole.subarray(0, 20))).toBeUndefined()
  expect(jpegSize(new Uint8Array())).toBeUndefined()
})

test('reads from anywhere in a larger buffer', async () => {
  const picture = await jpeg(33, 17)
  const larger = new Uint8Array(picture.byteLength + 7)
  larger.set(picture, 7)
  expect(jpegSize(larger.subarray(7))).toEqual({ width: 33, height: 17 })
})

test('whatever the bytes are, it ends and reads nothing beyond them', () => {
  const header = fc.constantFrom([], [0xff, 0xd8], [0xff, 0xd8, 0xff, 0xe0])
  fc.assert(
    fc.property(header, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
      const size = jpegSize(new Uint8Array([...start, ...rest]))
      expect(size === undefined || (size.width <= 0xffff && size.height <= 0xffff)).toBe(true)
    }),
  )
})
