import { expect, test } from 'vitest'
import { around, placeInPicture } from '../../../../../../src/applet/screen/sources/win32/desktop-layout.ts'

const PRIMARY = { left: 0, top: 0, right: 2560, bottom: 1440 }
const LEFT_ABOVE = { left: -1920, top: -200, right: 0, bottom: 880 }

test('a picture begins where the leftmost and uppermost monitors do', () => {
  const screen = around([PRIMARY, LEFT_ABOVE])
  expect(screen).toEqual({ x: -1920, y: -200, width: 4480, height: 1640 })
  expect(placeInPicture(LEFT_ABOVE, screen)).toEqual({ x: 0, y: 0, width: 1920, height: 1080 })
  expect(placeInPicture(PRIMARY, screen)).toEqual({ x: 1920, y: 200, width: 2560, height: 1440 })
})

test('around nothing there is nothing', () => {
  expect(around([])).toEqual({ x: 0, y: 0, width: 0, height: 0 })
})
