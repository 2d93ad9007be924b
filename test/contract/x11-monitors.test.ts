import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import type { Monitor, ScreenSource } from '../../src/applet/screen/screen-source.ts'
import { openX11Source } from '../../src/applet/screen/sources/x11-source.ts'
import type { Rect } from '../../src/base/rect.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { arrange, LEFT, MIDDLE, plugIn, RIGHT, resize, unplug, WIDE } from '../support/x-monitors.ts'
import { pointerOf } from '../support/x-pointer.ts'
import { grab, paint } from '../support/x-screen.ts'
import { startXvfb } from '../support/xvfb.ts'

const ALL = [MIDDLE, LEFT, RIGHT]

describe.skipIf(!needs('Xvfb', 'xrandr', 'xsetroot'))('monitors of an X screen', () => {
  test('have names, sizes and places, the primary one first', async () => {
    await using xvfb = await startXvfb(WIDE)
    arrange(xvfb, ALL)
    await using source = await openX11Source(xvfb.display)
    expect(source.monitors).toEqual(ALL)
  })

  test('one that is plugged in or out wakes a grab, with a frame that is damaged nowhere', async () => {
    await using xvfb = await startXvfb(WIDE)
    arrange(xvfb, [MIDDLE, LEFT])
    await using source = await openX11Source(xvfb.display)
    await grab(source)
    for (const { act, after } of [
      { act: () => plugIn(xvfb, RIGHT), after: ALL },
      { act: () => unplug(xvfb, LEFT), after: [MIDDLE, RIGHT] },
      { act: () => unplug(xvfb, RIGHT), after: [MIDDLE] },
      { act: () => plugIn(xvfb, { ...RIGHT, name: '*right' }), after: [RIGHT, MIDDLE] },
    ]) {
      const grabbing = grab(source)
      act()
      const frame = await grabbing
      expect(frame).toMatchObject({ ...WIDE, damage: [] })
      expect(source.monitors).toEqual(after)
    }
  })

  test('what changes nothing leaves a grab asleep and the list the same', async () => {
    await using xvfb = await startXvfb(WIDE)
    arrange(xvfb, ALL)
    await using source = await openX11Source(xvfb.display)
    await grab(source)
    const before = source.monitors
    const grabbing = grab(source)
    // Where nothing of it can be seen.
    plugIn(xvfb, { name: 'beyond', x: WIDE.width, y: 0, width: 640, height: 480 })
    for (let turns = 0; turns < 20; turns += 1) await new Promise(setImmediate)
    paint(xvfb, '#405060')
    expect((await grabbing).damage).not.toEqual([])
    expect(source.monitors).toBe(before)
  })

  test('end where a screen that shrank ends; without any, the screen is the only one', async () => {
    await using xvfb = await startXvfb(WIDE)
    arrange(xvfb, ALL)
    await using source = await openX11Source(xvfb.display)
    await grab(source)
    resize(xvfb, 1000, 500)
    await untilSeen(source, [
      { ...MIDDLE, width: 360, height: 500 },
      { ...LEFT, height: 300 },
    ])
    for (const monitor of ALL) unplug(xvfb, monitor)
    await untilSeen(source, [{ name: 'screen', x: 0, y: 0, width: 1000, height: 500 }])
  })

  test('the pointer lands on the very pixel of each, in its corners and between', async () => {
    await using xvfb = await startXvfb(WIDE)
    arrange(xvfb, ALL)
    await using sink = await openX11Sink(xvfb.display)
    for (const { x, y } of ALL.flatMap(gridOf)) {
      await inject(sink, { type: 'pointer-moved', x, y })
      await until(() => pointerOf(xvfb.display).x === x && pointerOf(xvfb.display).y === y, `pointer at ${x}, ${y}`)
    }
  })
})

/** More than one event may tell of one change, and each may be seen before the next. */
async function untilSeen(source: ScreenSource, monitors: readonly Monitor[]): Promise<void> {
  while (!isDeepStrictEqual(source.monitors, monitors)) {
    const before = source.monitors
    await grab(source)
    if (source.monitors === before) expect(source.monitors).toEqual(monitors)
  }
}

/** Its corners, and points in between that no step of the others shares. */
function gridOf({ x, y, width, height }: Rect): { x: number; y: number }[] {
  const [columns, rows] = [stepsOf(width), stepsOf(height)]
  return columns.flatMap((column) => rows.map((row) => ({ x: x + column, y: y + row })))
}

function stepsOf(side: number): number[] {
  return [0, 1, Math.floor(side / 3), Math.floor(side / 2), side - 2, side - 1]
}
