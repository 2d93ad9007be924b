import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeMacIcon } from '../../../../build-scripts/package-applet/mac-bundle-icon.ts'

const icon = Buffer.from(await makeMacIcon())

function pictures(): { type: string; png: Buffer }[] {
  const found: { type: string; png: Buffer }[] = []
  for (let at = 8; at < icon.byteLength; ) {
    const size = icon.readUInt32BE(at + 4)
    found.push({ type: icon.toString('latin1', at, at + 4), png: icon.subarray(at + 8, at + size) })
    at += size
  }
  return found
}

test('the file says its own size', () => {
  expect(icon.toString('latin1', 0, 4)).toBe('icns')
  expect(icon.readUInt32BE(4)).toBe(icon.byteLength)
})

test('each picture is as large as its type says', async () => {
  const sizes = pictures().map(async ({ type, png }) => {
    const { width, height } = await sharp(png).metadata()
    return [type, width, height]
  })
  expect(await Promise.all(sizes)).toEqual([
    ['ic11', 32, 32],
    ['ic12', 64, 64],
    ['ic07', 128, 128],
    ['ic13', 256, 256],
    ['ic08', 256, 256],
    ['ic14', 512, 512],
    ['ic09', 512, 512],
    ['ic10', 1024, 1024],
  ])
})

test('it is drawn as sharply as it is large: a white ring in a blue square, nothing at the margin', async () => {
  const largest = pictures().at(-1)?.png
  const { data } = await sharp(largest).raw().toBuffer({ resolveWithObject: true })
  const pixel = (x: number, y: number) => [...data.subarray((y * 1024 + x) * 4, (y * 1024 + x) * 4 + 4)]
  expect(pixel(50, 512)).toEqual([0, 0, 0, 0])
  expect(pixel(512, 150)).toEqual([0x0b, 0x4f, 0x94, 0xff])
  // The edge between square and ring: one pixel of mixture at most, which a picture that was drawn small would not have.
  const colours = Array.from({ length: 824 }, (_, row) => pixel(512, 100 + row).join())
  const mixed = colours.filter((colour) => !['11,79,148,255', '255,255,255,255'].includes(colour))
  expect(colours).toContain('255,255,255,255')
  expect(mixed.length).toBeLessThanOrEqual(8)
})
