import koffi from 'koffi'
import { expect, test } from 'vitest'
import { CGPoint, CGRect, rectOf } from '../../../../src/applet/macos/geometry.ts'

test('points and rectangles lie in memory as CGGeometry.h has them', () => {
  expect([koffi.sizeof(CGPoint), koffi.sizeof(CGRect)]).toEqual([16, 32])
  const bytes = Buffer.from(Float64Array.from([-1440, 25.5, 1440, 900]).buffer)
  expect(rectOf(koffi.decode(bytes, CGRect))).toEqual({ x: -1440, y: 25.5, width: 1440, height: 900 })
})
