import { expect, test } from 'vitest'
import type { MacEvent } from '../../../../../../src/applet/input/sinks/macos/mac-event.ts'
import { MacosInput, type MacosInputParts } from '../../../../../../src/applet/input/sinks/macos/macos-input.ts'
import { layOut } from '../../../../../../src/applet/macos/desktop-layout.ts'
import { FakeClock } from '../../../../../support/fake-clock.ts'
import { inject } from '../../../../../support/inject.ts'

const SHIFT = 0x2_0000
const COMMAND = 0x10_0000

/** A Mac with a Retina display that takes what is posted. */
function mac() {
  const posted: MacEvent[] = []
  const state = { trusted: true, asked: 0, makes: true }
  const parts: MacosInputParts = {
    isTrusted: () => state.trusted,
    askToBeTrusted: () => {
      state.asked += 1
    },
    readDisplays: () => layOut([{ id: 1, points: { x: 0, y: 0, width: 100, height: 50 }, scale: 2 }]),
    post: (event) => state.makes && posted.push(event) > 0,
    times: { lastInput: () => 0, now: () => 0 },
  }
  return { posted, state, input: new MacosInput(parts, new FakeClock()) }
}

test('the pointer goes to the middle of a pixel', async () => {
  const { posted, input } = mac()
  await inject(input, { type: 'pointer-moved', x: 21, y: 99 })
  expect(posted).toMatchObject([{ type: 5, at: { x: 10.75, y: 49.75 } }])
})

test('a shortcut’s events say which modifiers are held, also those of the mouse', async () => {
  const { posted, input } = mac()
  await inject(input, { type: 'key-pressed', code: 'MetaLeft' })
  await inject(input, { type: 'key-pressed', code: 'KeyC' })
  await inject(input, { type: 'button-pressed', x: 0, y: 0, button: 'left' })
  await inject(input, { type: 'key-released', code: 'MetaLeft' })
  await inject(input, { type: 'key-released', code: 'KeyC' })
  expect(posted.map(({ flags }) => flags)).toEqual([COMMAND, COMMAND, COMMAND, COMMAND, 0, 0])
  expect(posted.filter(({ device }) => device === 'key')).toMatchObject([
    { key: 0x37, down: true },
    { key: 0x08, down: true },
    { key: 0x37, down: false },
    { key: 0x08, down: false },
  ])
})

test('text comes character by character, whatever is held; new lines and tabs are keys', async () => {
  const { posted, input } = mac()
  await inject(input, { type: 'key-pressed', code: 'ShiftLeft' })
  await inject(input, { type: 'text-entered', text: 'ñ😀\r\n\t\u0007漢' })
  const [shift, ...typed] = posted
  expect(shift).toMatchObject({ key: 0x38, flags: SHIFT })
  const downs = typed.filter((event) => event.device === 'key' && event.down)
  expect(downs).toEqual([
    { device: 'key', key: 0, down: true, flags: 0, text: 'ñ' },
    { device: 'key', key: 0, down: true, flags: 0, text: '😀' },
    { device: 'key', key: 0x24, down: true, flags: 0 },
    { device: 'key', key: 0x30, down: true, flags: 0 },
    { device: 'key', key: 0, down: true, flags: 0, text: '漢' },
  ])
  expect(typed).toHaveLength(10)
})

test('everything that is held is let go, the last first, and only once', async () => {
  const { posted, input } = mac()
  await inject(input, { type: 'key-pressed', code: 'ShiftLeft' })
  await inject(input, { type: 'key-pressed', code: 'KeyA' })
  await inject(input, { type: 'button-pressed', x: 1, y: 1, button: 'left' })
  posted.length = 0
  input.releaseAll()
  input.releaseAll()
  expect(posted).toMatchObject([
    { type: 2 },
    { key: 0, down: false, flags: SHIFT },
    { key: 0x38, down: false, flags: 0 },
  ])
})

test('without the customer’s leave nothing is posted, the system asks once, and a sentence says what to do', async () => {
  const { posted, state, input } = mac()
  state.trusted = false
  const act = () => inject(input, { type: 'key-pressed', code: 'KeyA' })
  await expect(act()).rejects.toMatchObject({ name: 'InputFailed', message: expect.stringContaining('Accessibility') })
  await expect(act()).rejects.toThrow('System Settings')
  expect([posted, state.asked]).toEqual([[], 1])
  state.trusted = true
  await act()
  expect(posted).toHaveLength(1)
})

test('a key that no Mac has does nothing, and what the system makes no event of is an error', async () => {
  const { posted, state, input } = mac()
  await inject(input, { type: 'key-pressed', code: 'PrintScreen' })
  expect(posted).toEqual([])
  state.makes = false
  await expect(inject(input, { type: 'key-pressed', code: 'KeyA' })).rejects.toThrow('no events')
})
