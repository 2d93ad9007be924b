import { expect, test } from 'vitest'
import {
  type PointerInfo,
  readPointerShape,
} from '../../../../../../src/applet/screen/sources/win32/duplicated-pointer.ts'

type Rgba = readonly [number, number, number, number]

const CLEAR: Rgba = [0, 0, 0, 0]
const BLACK: Rgba = [0, 0, 0, 255]
const WHITE: Rgba = [255, 255, 255, 255]

function read(info: Partial<PointerInfo>, bytes: readonly number[]): Rgba[] | undefined {
  const whole = { Type: 2, Width: 0, Height: 0, Pitch: 0, HotX: 1, HotY: 2, ...info }
  const shape = readPointerShape(whole, Uint8Array.from(bytes))
  if (!shape) return undefined
  expect(shape).toMatchObject({ hotX: 1, hotY: 2, width: whole.Width })
  return Array.from({ length: shape.width * shape.height }, (_, index) => {
    return Array.from(shape.pixels.subarray(index * 4, index * 4 + 4)) as unknown as Rgba
  })
}

test('two masks of one bit say black, white, clear, and inverting, which is shown as black in white', () => {
  // Ten pixels in two bytes of a row, the last five of them unused: AND above XOR.
  const and = [0b0011_1111, 0b1100_0000]
  const xor = [0b0100_0000, 0b0100_0000]
  const pixels = read({ Type: 1, Width: 10, Height: 2, Pitch: 2 }, [...and, ...xor])
  expect(pixels).toEqual([BLACK, WHITE, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, WHITE, BLACK])
})

test('colours come with their opacity, from rows that are longer than what they show', () => {
  const row = (...pixel: number[]) => [...pixel, 9, 9, 9, 9]
  const pixels = read({ Type: 2, Width: 1, Height: 2, Pitch: 8 }, [...row(1, 2, 3, 128), ...row(4, 5, 6, 0)])
  expect(pixels).toEqual([
    [3, 2, 1, 128],
    [6, 5, 4, 0],
  ])
})

test('a masked colour replaces the background, leaves it alone or inverts it', () => {
  const bytes = [10, 20, 30, 0, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 255]
  expect(read({ Type: 4, Width: 4, Height: 1, Pitch: 16 }, bytes)).toEqual([[30, 20, 10, 255], CLEAR, WHITE, BLACK])
})

test.each([
  ['a kind that nobody knows', { Type: 3, Width: 1, Height: 1, Pitch: 4 }],
  ['no pixel', { Width: 0, Height: 1, Pitch: 4 }],
  ['more pixels than bytes', { Width: 1, Height: 2, Pitch: 4 }],
  ['a size that no technician is sent', { Width: 4096, Height: 1, Pitch: 0 }],
])('%s is no shape', (_, info) => {
  expect(read(info, [1, 2, 3, 4])).toBeUndefined()
})
