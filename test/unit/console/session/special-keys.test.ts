import { expect, test } from 'vitest'
import { keyCap, specialKeys } from '../../../../src/console/session/special-keys.ts'
import { KEY_CODES } from '../../../../src/protocol/peer/key-codes.ts'

const SYSTEMS = ['Windows', 'Linux', 'macOS', 'freebsd', undefined]

test.each(SYSTEMS)('each of the special keys of %s is known to the wire, and offered once', (platform) => {
  const keys = specialKeys(platform)
  for (const { codes } of keys) expect(KEY_CODES).toEqual(expect.arrayContaining([...codes]))
  expect(new Set(keys.map(({ codes }) => codes.join())).size).toBe(keys.length)
  expect(new Set(keys.map(({ words }) => words)).size).toBe(keys.length)
})

test('Ctrl+Alt+Del is first where there is such a thing', () => {
  const first = (platform: string) => specialKeys(platform)[0]?.codes
  expect(first('Windows')).toEqual(['ControlLeft', 'AltLeft', 'Delete'])
  expect(first('Linux')).toEqual(['ControlLeft', 'AltLeft', 'Delete'])
  expect(first('macOS')).toEqual(['MetaLeft', 'Tab'])
})

test('a browser’s shortcuts go by Command on a Mac and by Ctrl elsewhere', () => {
  const newTab = (platform: string) => specialKeys(platform).find(({ words }) => words === 'special.new-tab')?.codes
  expect([newTab('macOS'), newTab('Windows')]).toEqual([
    ['MetaLeft', 'KeyT'],
    ['ControlLeft', 'KeyT'],
  ])
})

test('keys are called what stands on them', () => {
  const caps = (platform: string) =>
    ['MetaLeft', 'AltLeft', 'ControlLeft', 'KeyT', 'F4'].map((code) => keyCap(code, platform))
  expect(caps('Windows')).toEqual(['Windows', 'Alt', 'Ctrl', 'T', 'F4'])
  expect(caps('Linux')).toEqual(['Super', 'Alt', 'Ctrl', 'T', 'F4'])
  expect(caps('macOS')).toEqual(['⌘', '⌥', 'Ctrl', 'T', 'F4'])
})
