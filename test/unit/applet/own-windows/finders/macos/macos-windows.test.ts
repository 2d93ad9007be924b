import { expect, test } from 'vitest'
import { type Display, layOut } from '../../../../../../src/applet/macos/desktop-layout.ts'
import type { MacWindow } from '../../../../../../src/applet/macos/window-list.ts'
import { MacosWindows } from '../../../../../../src/applet/own-windows/finders/macos/macos-windows.ts'

const MAIN: Display = { id: 1, points: { x: 0, y: 0, width: 1440, height: 900 }, scale: 2 }
const RIGHT: Display = { id: 2, points: { x: 1440, y: 0, width: 1920, height: 1080 }, scale: 1 }

/** A browser that we started (20), its helper (21), and a program of the customer's (30). */
const PARENTS = new Map([
  [20, 10],
  [21, 20],
  [30, 1],
])

function at(pid: number, x: number, y: number, layer = 0): MacWindow {
  return { pid, layer, points: { x, y, width: 400, height: 300 } }
}

function mac(windows: MacWindow[], displays: readonly Display[] = [MAIN]) {
  const finder = new MacosWindows({
    readWindows: () => windows,
    readDisplays: () => layOut(displays),
    parentOf: (pid) => PARENTS.get(pid),
  })
  finder.follow([20])
  return finder
}

test('it finds the windows of what it follows and of what that started, in pixels, and no others', () => {
  const finder = mac([at(30, 0, 0), at(20, 100, 50), at(21, 700, 500)])
  expect(finder.rects()).toEqual([
    { x: 200, y: 100, width: 800, height: 600 },
    { x: 1400, y: 1000, width: 800, height: 600 },
  ])
})

test('a window that stands on two displays is found on both, each in its own scale', () => {
  const finder = mac([at(20, 1340, 100)], [MAIN, RIGHT])
  expect(finder.rects()).toEqual([
    { x: 2680, y: 200, width: 200, height: 600 },
    { x: 2880, y: 100, width: 300, height: 300 },
  ])
})

test('a window between two pixels covers both', () => {
  const scaled: Display = { ...MAIN, scale: 1.5 }
  const window: MacWindow = { pid: 20, layer: 0, points: { x: 1, y: 1, width: 1, height: 1 } }
  expect(mac([window], [scaled]).rects()).toEqual([{ x: 1, y: 1, width: 2, height: 2 }])
})

test('outside of all displays, or when nothing is followed, there is none', () => {
  const finder = mac([at(20, 5000, 0)])
  expect(finder.rects()).toEqual([])
  const followed = mac([at(20, 0, 0)])
  followed.follow([])
  expect(followed.rects()).toEqual([])
  expect(followed.hasFocus()).toBe(false)
})

test.each([
  ['ours is in front of all', [at(20, 0, 0), at(30, 0, 0)], true],
  ['a menu of another program is above it', [at(30, 0, 0, 24), at(20, 0, 0)], true],
  ['ours is a dialog above another program', [at(20, 0, 0, 8), at(30, 0, 0)], true],
  ['what floats above ours is another program’s', [at(30, 0, 0, 3), at(20, 0, 0)], true],
  ['another program is in front', [at(30, 0, 0), at(20, 0, 0)], false],
  ['there are no windows', [], false],
])('the keyboard is with the front window: %s', (_, windows, expected) => {
  expect(mac(windows).hasFocus()).toBe(expected)
})

test('a process number that was given to another program is looked at again', () => {
  const windows = [at(21, 0, 0)]
  const finder = mac(windows)
  expect(finder.rects()).toHaveLength(1)
  windows.length = 0
  expect(finder.rects()).toEqual([])
  PARENTS.set(21, 1)
  windows.push(at(21, 0, 0))
  expect(finder.rects()).toEqual([])
  PARENTS.set(21, 20)
})
