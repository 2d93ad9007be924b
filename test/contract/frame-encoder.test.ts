import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import { openSharpEncoder } from '../../src/applet/screen/encoders/sharp-encoder.ts'
import type { RawFrame } from '../../src/applet/screen/screen-source.ts'
import type { Rect } from '../../src/base/rect.ts'

const ENCODERS = [
  { name: 'jpeg-turbo', open: openJpegTurboEncoder },
  { name: 'sharp', open: openSharpEncoder },
]

const WHOLE: Rect = { x: 0, y: 0, width: 300, height: 200 }

const FINE = { quality: 90, fullColour: true, greyscale: false }

describe.each(ENCODERS)('$name', ({ open }) => {
  test.each([
    { where: 'the whole frame', rect: WHOLE },
    { where: 'one tile', rect: { x: 64, y: 64, width: 64, height: 64 } },
    { where: 'the last pixels of the frame', rect: { x: 257, y: 171, width: 43, height: 29 } },
    { where: 'a single pixel', rect: { x: 299, y: 199, width: 1, height: 1 } },
  ])('$where comes back with its colours and in its place', async ({ rect }) => {
    const frame = slope(300 * 4)
    const [encoded] = await (await open()).encode(frame, [rect], FINE)
    expect(encoded).toMatchObject({ kind: 'jpeg', ...rect })
    expect(await largestError(encoded?.data, frame, rect)).toBeLessThan(16)
  })

  test('rows with padding between them are no part of the picture', async () => {
    const frame = slope(300 * 4 + 256)
    const rect = { x: 100, y: 50, width: 200, height: 150 }
    const [encoded] = await (await open()).encode(frame, [rect], FINE)
    expect(await largestError(encoded?.data, frame, rect)).toBeLessThan(16)
  })

  test('rectangles come back in their order, each with its own data', async () => {
    const rects = [0, 1, 2, 3].map((index) => ({ x: index * 64, y: 0, width: 64, height: 200 - index * 40 }))
    const encoded = await (await open()).encode(slope(300 * 4), rects, FINE)
    expect(encoded).toMatchObject(rects)
    for (const [index, { data }] of encoded.entries()) {
      expect(await sharp(data).metadata()).toMatchObject({ width: 64, height: rects[index]?.height })
    }
  })

  test('better quality and full colour cost more bytes, shades of grey less', async () => {
    const encoder = await open()
    const sizes: number[] = []
    for (const [fidelity, expected] of [
      [{ quality: 30, fullColour: false, greyscale: true }, { channels: 1 }],
      [{ quality: 30, fullColour: false, greyscale: false }, { chromaSubsampling: '4:2:0' }],
      [{ quality: 79, fullColour: false, greyscale: false }, { chromaSubsampling: '4:2:0' }],
      [{ quality: 79, fullColour: true, greyscale: false }, { chromaSubsampling: '4:4:4' }],
      [{ quality: 100, fullColour: true, greyscale: false }, { chromaSubsampling: '4:4:4' }],
    ] as const) {
      const [encoded] = await encoder.encode(slope(300 * 4), [WHOLE], fidelity)
      expect(await sharp(encoded?.data).metadata()).toMatchObject(expected)
      sizes.push(encoded?.data.byteLength ?? 0)
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
  })

  test('nothing to encode gives nothing', async () => {
    expect(await (await open()).encode(slope(300 * 4), [], FINE)).toEqual([])
  })
})

/** Blue grows to the right, green downwards, red in both; the fourth byte is noise. No memory beyond the last row. */
function slope(stride: number): RawFrame {
  const { width, height } = WHOLE
  const pixels = new Uint8Array(stride * height).fill(0xee)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      pixels.set([(x * 255) / width, (y * 255) / height, ((x + y) * 255) / (width + height), x ^ y], y * stride + x * 4)
    }
  }
  return { width, height, stride, pixels, damage: undefined, capturedAt: 0 }
}

async function largestError(data: Uint8Array | undefined, frame: RawFrame, rect: Rect): Promise<number> {
  const { data: rgb, info } = await sharp(data).raw().toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width: rect.width, height: rect.height, channels: 3 })
  let largest = 0
  for (let y = 0; y < rect.height; y += 1) {
    for (let x = 0; x < rect.width; x += 1) {
      const at = (rect.y + y) * frame.stride + (rect.x + x) * 4
      const [blue, green, red] = frame.pixels.subarray(at, at + 3)
      const decoded = rgb.subarray((y * rect.width + x) * 3)
      const errors = [red, green, blue].map((value, index) => Math.abs((value ?? 0) - (decoded[index] ?? 0)))
      largest = Math.max(largest, ...errors)
    }
  }
  return largest
}
