import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KEY_FLAGS } from '../../../../../../src/applet/input/sinks/win32/input-records.ts'
import { keyRecords } from '../../../../../../src/applet/input/sinks/win32/keys.ts'
import { textRecords } from '../../../../../../src/applet/input/sinks/win32/text-records.ts'

const stroke = (code: string) => [...keyRecords(code, 'down'), ...keyRecords(code, 'up')]

/** What a program makes of the units that go down. */
function typedBy(records: ReturnType<typeof textRecords>): string {
  const down = records.filter(({ flags }) => flags === KEY_FLAGS.unicode)
  return String.fromCharCode(...down.map(({ scan }) => scan))
}

test('each UTF-16 unit goes down and up by itself', () => {
  expect(textRecords('é😀').map(({ scan, flags }) => [scan, flags])).toEqual([
    [0xe9, 4],
    [0xe9, 6],
    [0xd83d, 4],
    [0xd83d, 6],
    [0xde00, 4],
    [0xde00, 6],
  ])
})

test('any text without control characters comes out as it went in', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\p{Control}]/u.test(value))
  fc.assert(
    fc.property(text, (value) => {
      expect(typedBy(textRecords(value))).toBe(value)
    }),
  )
})

test('line ends, however they are written, are Enter, and tabs are Tab', () => {
  expect(textRecords('\r\n')).toEqual(stroke('Enter'))
  expect(textRecords('\n\r')).toEqual([...stroke('Enter'), ...stroke('Enter')])
  expect(textRecords('\t')).toEqual(stroke('Tab'))
})

test('other control characters and halves of pairs are left out', () => {
  expect(textRecords('\u0000\u0003\u001b\u007f\u0085\ud83d')).toEqual([])
  expect(typedBy(textRecords('a\ude00b'))).toBe('ab')
})
