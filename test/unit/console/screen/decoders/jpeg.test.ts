import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decodeJpeg } from '../../../../../src/console/screen/decoders/jpeg.ts'
import { Undecodable } from '../../../../../src/console/screen/undecodable.ts'

test.each([
  [64, 48],
  [21, 15],
  [20, 16],
  [12, 8],
  [42, 15],
])('a JPEG of %i x %i is refused for a rectangle of 41 x 31 before it is decoded', async (width, height) => {
  const data = await sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()
  const rect = { kind: 'jpeg', x: 0, y: 0, width: 41, height: 31, data } as const
  await expect(decodeJpeg(rect)).rejects.toThrow(Undecodable)
})

test('one of half or a quarter of each side, rounded up, is taken', async () => {
  for (const [width, height] of [
    [41, 31],
    [21, 16],
    [11, 8],
  ] as const) {
    const data = await sharp({ create: { width, height, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer()
    const rect = { kind: 'jpeg', x: 0, y: 0, width: 41, height: 31, data } as const
    // Node has no browser's decoders: that they are missed shows that the size was taken.
    await expect(decodeJpeg(rect)).rejects.toThrow(ReferenceError)
  }
})
