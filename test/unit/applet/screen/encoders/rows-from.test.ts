import { expect, test } from 'vitest'
import { rowsFrom } from '../../../../../src/applet/screen/encoders/rows-from.ts'
import type { RawFrame } from '../../../../../src/applet/screen/screen-source.ts'

const LAST = { x: 2, y: 2, width: 2, height: 2 }

test('rows are a view of the frame where its memory is long enough', () => {
  const memory = new ArrayBuffer(5 * 16)
  const rows = rowsFrom(frameOf(new Uint8Array(memory, 0, 4 * 16)), LAST)
  expect(rows).toMatchObject({ stride: 16 })
  expect(rows.bytes).toMatchObject({ buffer: memory, byteOffset: 2 * 16 + 2 * 4, byteLength: 2 * 16 })
})

test('rows are copied where the memory ends with the last pixel', () => {
  const frame = frameOf(Uint8Array.from({ length: 4 * 16 }, (_, index) => index))
  const rows = rowsFrom(frame, LAST)
  expect(rows.stride).toBe(8)
  expect([...rows.bytes]).toEqual([...frame.pixels.subarray(40, 48), ...frame.pixels.subarray(56, 64)])
})

function frameOf(pixels: Uint8Array): RawFrame {
  return { width: 4, height: 4, stride: 16, pixels, damage: undefined, capturedAt: 0 }
}
