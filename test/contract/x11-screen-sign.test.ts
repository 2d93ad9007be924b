import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { frameStrips } from '../../src/applet/screen-sign/frame-strips.ts'
import type { ScreenSign } from '../../src/applet/screen-sign/screen-sign.ts'
import { openX11Sign } from '../../src/applet/screen-sign/signs/x11-sign.ts'
import { contains, type Rect } from '../../src/base/rect.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { arrange, LEFT, MIDDLE, plugIn, RIGHT, unplug, WIDE } from '../support/x-monitors.ts'
import { xPicture } from '../support/x-picture.ts'
import { paint } from '../support/x-screen.ts'
import { WindowProgram } from '../support/x-window.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const WHOLE = { x: 0, y: 0, ...WIDE }
const BLUE = 0x2040c0

describe.skipIf(!needs('Xvfb', 'xwd', 'xrandr', 'xsetroot'))('the sign that somebody sees this X screen', () => {
  let xvfb: Xvfb
  let sign: ScreenSign

  beforeEach(async () => {
    xvfb = await startXvfb(WIDE)
    paint(xvfb, '#2040c0')
    sign = await openX11Sign(xvfb.display)
  })

  afterEach(async () => {
    sign[Symbol.dispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  /** Whether exactly the frames around these monitors are red. */
  function shows(...monitors: Rect[]): boolean {
    const { width, pixels } = xPicture(xvfb.display)
    const strips = frameStrips(monitors)
    for (let index = 0; index * 4 < pixels.length; index += 1) {
      const isRed = (pixels[index * 4 + 2] ?? 0) > 0xd0 && (pixels[index * 4] ?? 0) < 0x30
      const point = { x: index % width, y: Math.floor(index / width), width: 1, height: 1 }
      if (isRed !== strips.some((strip) => contains(strip, point))) return false
    }
    return true
  }

  test('is not there before it is shown, then around the screen, and gone when it is hidden', async () => {
    expect(shows()).toBe(true)
    sign.show()
    await until(() => shows(WHOLE), 'the frame')
    sign.show()
    sign.hide()
    await until(() => shows(), 'no frame')
    sign.show()
    await until(() => shows(WHOLE), 'the frame again')
  })

  test('goes around each monitor, also one that comes, and not around one that went', async () => {
    arrange(xvfb, [LEFT, MIDDLE])
    sign.show()
    await until(() => shows(LEFT, MIDDLE), 'two frames')
    plugIn(xvfb, RIGHT)
    await until(() => shows(LEFT, MIDDLE, RIGHT), 'three frames')
    unplug(xvfb, MIDDLE)
    await until(() => shows(LEFT, RIGHT), 'two frames')
  })

  test('comes back above a program that fills the screen, however often that is raised', async () => {
    sign.show()
    await using program = await WindowProgram.start(xvfb.display)
    await program.open('full', WHOLE, BLUE)
    await until(() => shows(WHOLE), 'the frame above it')
    for (let time = 0; time < 3; time += 1) {
      await program.tell({ act: 'unmap', window: 'full' })
      await program.open(`full ${time}`, WHOLE, BLUE)
      await until(() => shows(WHOLE), 'the frame above it again')
    }
  })

  test.skipIf(!needs('xdotool'))('lets every click through to the window below', async () => {
    await using program = await WindowProgram.start(xvfb.display)
    await program.open('below', WHOLE, BLUE)
    sign.show()
    await until(() => shows(WHOLE), 'the frame')
    const env = { ...process.env, DISPLAY: xvfb.display }
    const presses = () => program.got.filter((type) => type === 4).length
    const points = ['0 0', '900 1', '1 450', '1799 899', '900 898']
    for (const point of points) {
      execFileSync('xdotool', ['mousemove', ...point.split(' '), 'click', '1'], { env })
    }
    await until(() => presses() === points.length, 'the clicks')
  })
})
