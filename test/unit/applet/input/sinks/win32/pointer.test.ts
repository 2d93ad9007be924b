import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOUSE_FLAGS } from '../../../../../../src/applet/input/sinks/win32/input-records.ts'
import { Pointer, toAbsolute } from '../../../../../../src/applet/input/sinks/win32/pointer.ts'
import { LIMITS } from '../../../../../../src/protocol/limits.ts'

const pixelOfLength = fc
  .integer({ min: 1, max: LIMITS.screenSide })
  .chain((length) => fc.record({ length: fc.constant(length), pixel: fc.nat({ max: length - 1 }) }))

test.each([65_536, 65_535])(
  'a pixel comes back whether Windows takes %i units for the whole length or one fewer',
  (units) => {
    fc.assert(
      fc.property(pixelOfLength, ({ pixel, length }) => {
        expect(Math.floor((toAbsolute(pixel, length) * length) / units)).toBe(pixel)
      }),
    )
  },
)

test('absolute coordinates never leave what SendInput takes', () => {
  fc.assert(
    fc.property(pixelOfLength, ({ pixel, length }) => {
      const absolute = toAbsolute(pixel, length)
      expect(absolute).toBeGreaterThanOrEqual(0)
      expect(absolute).toBeLessThanOrEqual(65_535)
    }),
  )
})

test('the pointer moves over all monitors, by place and never by steps', () => {
  expect(new Pointer().move({ x: 0, y: 799 }, { width: 1280, height: 800 })).toEqual({
    device: 'mouse',
    dx: 25,
    dy: 65_495,
    data: 0,
    flags: MOUSE_FLAGS.move | MOUSE_FLAGS.absolute | MOUSE_FLAGS.virtualDesk,
  })
})

test.each([
  ['left', 0x02, 0x04, 0],
  ['right', 0x08, 0x10, 0],
  ['middle', 0x20, 0x40, 0],
  ['back', 0x80, 0x100, 1],
  ['forward', 0x80, 0x100, 2],
] as const)('the %s button goes down once and up once', (button, down, up, data) => {
  const pointer = new Pointer()
  expect(pointer.press(button, false)).toMatchObject([{ flags: down, data }])
  expect(pointer.press(button, false)).toEqual([])
  expect(pointer.release(button, false)).toMatchObject([{ flags: up, data }])
  expect(pointer.release(button, false)).toEqual([])
})

test('where the customer swapped the buttons, the first one still is the first', () => {
  const pointer = new Pointer()
  expect(pointer.press('left', true)).toMatchObject([{ flags: MOUSE_FLAGS.rightDown }])
  expect(pointer.press('right', true)).toMatchObject([{ flags: MOUSE_FLAGS.leftDown }])
  expect(pointer.press('middle', true)).toMatchObject([{ flags: MOUSE_FLAGS.middleDown }])
})

test('all buttons that are down go up, the last one first', () => {
  const pointer = new Pointer()
  pointer.press('left', false)
  pointer.press('forward', false)
  expect(pointer.releaseAll(false)).toMatchObject([{ flags: MOUSE_FLAGS.extraUp }, { flags: MOUSE_FLAGS.leftUp }])
  expect(pointer.releaseAll(false)).toEqual([])
})

test('down is negative to Windows and right is positive, 120 units a notch', () => {
  const pointer = new Pointer()
  expect(pointer.turn(0, 240)).toMatchObject([{ flags: MOUSE_FLAGS.wheel, data: -240 }])
  expect(pointer.turn(-120, -120)).toMatchObject([
    { flags: MOUSE_FLAGS.sidewaysWheel, data: -120 },
    { flags: MOUSE_FLAGS.wheel, data: 120 },
  ])
})

test('parts of a notch wait until they are a whole one', () => {
  const pointer = new Pointer()
  expect(pointer.turn(0, 50)).toEqual([])
  expect(pointer.turn(0, 50)).toEqual([])
  expect(pointer.turn(0, 50)).toMatchObject([{ data: -120 }])
})
