import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { peerCodec } from '../../../src/protocol/peer/catalog.ts'
import { copiedText, isCopiedText } from '../../../src/protocol/peer/copied-text.ts'

const HOSTILE: [string, string][] = [
  ['a\0b', 'ab'],
  ['\u001b[201~rm -rf ~\r', '[201~rm -rf ~\n'],
  ['lone \ud83d', 'lone \ufffd'],
  ['\udc00\ud800', '\ufffd\ufffd'],
  ['one\r\ntwo\rthree\n\tfour', 'one\ntwo\nthree\n\tfour'],
  ['\0\0', ''],
]

test.each(HOSTILE)('[P14] of %j goes what is text', (raw, text) => {
  expect(copiedText(raw)).toBe(text)
  expect(isCopiedText(copiedText(raw))).toBe(true)
})

test('[P14] text that a clipboard can hold goes as it is', () => {
  const text = 'é ß 漢 😀 עברית\u200f \u2028 \u0085 \ufeff\t\n{}'
  expect(copiedText(text)).toBe(text)
  expect(isCopiedText(text)).toBe(true)
})

test.each(['\0', 'a\u001bb', '\r', '\u007f', 'x\ud800', ''])('[P14] a message with %j is refused', (text) => {
  expect(() => peerCodec.encode({ type: 'clipboard-changed', text }, 'applet')).toThrow('clipboard-changed')
  const json = JSON.stringify({ type: 'clipboard-changed', text })
  expect(() => peerCodec.decode(json, 'console')).toThrow('clipboard-changed')
})

test('[P14] whatever fits the limit fits into a message, and no more does', () => {
  for (const unit of ['漢', '"', '\n', '\ufffd', '\u2028', '\u0080', 'ü', '😀']) {
    const text = unit.repeat(LIMITS.clipboardText / unit.length)
    const bytes = Buffer.from(peerCodec.encode({ type: 'clipboard-changed', text }, 'applet'))
    expect(peerCodec.decodeBytes(bytes, 'applet')).toEqual({ type: 'clipboard-changed', text })
    const longer = { type: 'clipboard-changed', text: `${text}a` } as const
    expect(() => peerCodec.encode(longer, 'applet')).toThrow('clipboard-changed.text')
  }
})
