import { expect, test } from 'vitest'
import { Mouse } from '../../../../../../src/applet/input/sinks/macos/mouse.ts'

const HERE = { x: 10, y: 20 }
const AWAY = { x: 60, y: 20 }
const SHIFT = 0x2_0000

test('a move with a button down is a drag of that button', () => {
  const mouse = new Mouse()
  expect(mouse.move(HERE, 0)).toMatchObject({ type: 5, at: HERE })
  mouse.press('right', 0, 0)
  expect(mouse.move(AWAY, SHIFT)).toMatchObject({ type: 7, at: AWAY, button: 1, flags: SHIFT })
  mouse.release('right', 0)
  expect(mouse.move(HERE, 0)).toMatchObject({ type: 5 })
})

test('buttons go down and up where the mouse is, each by its number', () => {
  const mouse = new Mouse()
  mouse.move(HERE, 0)
  expect(mouse.press('left', 0, 0)).toEqual([{ device: 'mouse', type: 1, at: HERE, button: 0, clicks: 1, flags: 0 }])
  expect(mouse.press('left', 0, 0)).toEqual([])
  expect(mouse.press('back', 0, 0)).toMatchObject([{ type: 25, button: 3 }])
  expect(mouse.releaseAll(0)).toMatchObject([
    { type: 26, button: 3 },
    { type: 2, button: 0 },
  ])
  expect(mouse.release('left', 0)).toEqual([])
})

test('clicks in quick succession are counted, for the release too', () => {
  const mouse = new Mouse()
  const click = (now: number) => [...mouse.press('left', now, 0), ...mouse.release('left', 0)]
  const clicksAt = (now: number) => click(now).map((event) => 'clicks' in event && event.clicks)
  mouse.move(HERE, 0)
  expect([clicksAt(0), clicksAt(400), clicksAt(800)]).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ])
  expect(clicksAt(1301)).toEqual([1, 1])
  mouse.move(AWAY, 0)
  expect(clicksAt(1400)).toEqual([1, 1])
  mouse.press('right', 1450, 0)
  expect(mouse.release('right', 0)).toMatchObject([{ clicks: 1 }])
})

test('the wheel turns pages by pixels, and less than one counts for the next', () => {
  const mouse = new Mouse()
  expect(mouse.turn(0, 120, 0)).toEqual([{ device: 'wheel', up: -40, left: 0, flags: 0 }])
  expect(mouse.turn(120, -120, SHIFT)).toEqual([{ device: 'wheel', up: 40, left: -40, flags: SHIFT }])
  expect([mouse.turn(0, 1, 0), mouse.turn(0, 1, 0)]).toEqual([[], []])
  expect(mouse.turn(0, 1, 0)).toEqual([{ device: 'wheel', up: -1, left: 0, flags: 0 }])
})
