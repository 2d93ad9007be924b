import { expect, test } from 'vitest'
import { KEY_NAMES } from '../../../../../../src/applet/input/sinks/libnut/key-names.ts'
import { KEY_CODES } from '../../../../../../src/protocol/peer/key-codes.ts'

test('only keys of the wire have names, and few keys of the wire have none', () => {
  expect([...KEY_NAMES.keys()].filter((code) => !KEY_CODES.includes(code))).toEqual([])
  expect(KEY_CODES.filter((code) => !KEY_NAMES.has(code))).toEqual([
    ...['IntlBackslash', 'IntlRo', 'IntlYen'],
    ...['Convert', 'KanaMode', 'NonConvert', 'Help', 'NumpadComma'],
  ])
})
