import { expect, test } from 'vitest'
import { monitorInPicture } from '../../../../../../src/applet/screen/sources/win32/monitor-in-picture.ts'

const SCREEN = { x: -1920, y: -200, width: 4480, height: 1640 }

test('a monitor left of the primary one begins where the picture does', () => {
  const info = { rcMonitor: { left: -1920, top: 0, right: 0, bottom: 1080 }, dwFlags: 0, szDevice: '\\\\.\\DISPLAY2' }
  expect(monitorInPicture(info, SCREEN)).toEqual({ name: 'DISPLAY2', x: 0, y: 200, width: 1920, height: 1080 })
})

test('the primary monitor lies where the others leave it', () => {
  const info = { rcMonitor: { left: 0, top: 0, right: 2560, bottom: 1440 }, dwFlags: 1, szDevice: '\\\\.\\DISPLAY1' }
  expect(monitorInPicture(info, SCREEN)).toEqual({ name: 'DISPLAY1', x: 1920, y: 200, width: 2560, height: 1440 })
})
