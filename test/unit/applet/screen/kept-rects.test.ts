import { expect, test } from 'vitest'
import { KeptRects } from '../../../../src/applet/screen/kept-rects.ts'

test('places are given in turn, and the first is taken again after the last', () => {
  const kept = new KeptRects()
  for (let index = 0; index < 256; index += 1) kept.keep(`letter ${index}`)
  expect([0, 255].map((index) => kept.placeOf(`letter ${index}`))).toEqual([0, 255])
  kept.keep('one more')
  expect(kept.placeOf('one more')).toBe(0)
  expect(kept.placeOf('letter 0')).toBeUndefined()
  expect(kept.placeOf('letter 1')).toBe(1)
})

test('what was kept twice is found as long as one of its places holds it', () => {
  const kept = new KeptRects()
  kept.keep('caret')
  kept.keep('caret')
  expect(kept.placeOf('caret')).toBe(1)
  for (let index = 2; index < 257; index += 1) kept.keep(`letter ${index}`)
  expect(kept.placeOf('caret')).toBe(1)
  kept.keep('last')
  expect(kept.placeOf('caret')).toBeUndefined()
})

test('after a keyframe nothing is kept', () => {
  const kept = new KeptRects()
  kept.keep('letter')
  kept.forget()
  expect(kept.placeOf('letter')).toBeUndefined()
  kept.keep('other')
  expect(kept.placeOf('other')).toBe(0)
})

test('the same bytes in rows of another width are something else', () => {
  const rows = [Buffer.from('abcd'), Buffer.from('efgh')]
  expect(KeptRects.contentOf(1, rows)).not.toBe(KeptRects.contentOf(2, [Buffer.concat(rows)]))
})
