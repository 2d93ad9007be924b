import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openX11Finder } from '../../src/applet/own-windows/finders/x11-finder.ts'
import type { OwnWindows } from '../../src/applet/own-windows/own-windows.ts'
import { Connection } from '../../src/applet/x11/connection.ts'
import { openLibrary } from '../../src/applet/x11/library.ts'
import { XCreateSimpleWindow } from '../../src/applet/x11/selections.ts'
import { XSync } from '../../src/applet/x11/xlib.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { WindowProgram } from '../support/x-window.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const RECT = { x: 100, y: 50, width: 200, height: 100 }
const RED = 0xff0000

const bind = (declaration: string) =>
  openLibrary('libX11.so.6').bind(declaration) as unknown as (...args: unknown[]) => number

describe.skipIf(!needs('Xvfb'))('windows of ours on an X server', () => {
  let xvfb: Xvfb
  let ours: WindowProgram
  let windows: OwnWindows

  beforeEach(async () => {
    xvfb = await startXvfb({ width: 800, height: 600 })
    ours = await WindowProgram.start(xvfb.display)
    windows = await openX11Finder(xvfb.display)
  })

  afterEach(async () => {
    windows[Symbol.dispose]()
    await ours[Symbol.asyncDispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  test('a window is found that is there before, and one that comes later', async () => {
    await ours.open('first', RECT, RED)
    windows.follow([ours.pid])
    expect(windows.rects()).toEqual([RECT])
    const second = { x: 1, y: 2, width: 3, height: 4 }
    await ours.open('second', second, RED)
    expect(windows.rects()).toEqual([RECT, second])
  })

  test('without anybody to follow none is', async () => {
    await ours.open('window', RECT, RED)
    expect(windows.rects()).toEqual([])
    expect(windows.hasFocus()).toBe(false)
  })

  test('a process of ours may have started the one that shows it', async () => {
    await ours.open('window', RECT, RED)
    windows.follow([process.pid])
    expect(windows.rects()).toEqual([RECT])
  })

  test('what others show is not ours', async () => {
    await using other = await WindowProgram.start(xvfb.display)
    await other.open('window', RECT, RED)
    windows.follow([ours.pid])
    await other.tell({ act: 'focus', window: 'window' })
    expect(windows.rects()).toEqual([])
    expect(windows.hasFocus()).toBe(false)
  })

  test('a menu that names no process is ours when the same program shows it', async () => {
    windows.follow([ours.pid])
    const menu = { x: 5, y: 6, width: 70, height: 80 }
    await ours.open('menu', menu, RED, null)
    await ours.open('window', RECT, RED)
    expect(windows.rects()).toEqual([menu, RECT])
    await ours.tell({ act: 'close', window: 'window' })
    windows.rects()
    await ours.open('window', RECT, RED)
    expect(windows.rects()).toContainEqual(menu)
  })

  test('each place in which it stood is told once, and the present one again and again', async () => {
    windows.follow([ours.pid])
    await ours.open('window', RECT, RED)
    windows.rects()
    const places = [10, 20, 30].map((x) => ({ ...RECT, x }))
    for (const place of places) await ours.place('window', place)
    expect(windows.rects()).toEqual([RECT, ...places])
    expect(windows.rects()).toEqual([places[2]])
    await ours.tell({ act: 'unmap', window: 'window' })
    expect(windows.rects()).toEqual([places[2]])
    expect(windows.rects()).toEqual([])
    await ours.tell({ act: 'map', window: 'window' })
    await ours.tell({ act: 'close', window: 'window' })
    expect(windows.rects()).toEqual([places[2]])
    expect(windows.rects()).toEqual([])
  })

  test('hundreds of moves that nobody asked about are still told, as a place that holds them all', async () => {
    windows.follow([ours.pid])
    await ours.open('window', RECT, RED)
    windows.rects()
    for (let x = 1; x <= 300; x += 1) await ours.place('window', { ...RECT, x })
    const rects = windows.rects()
    expect(rects.length).toBeLessThan(100)
    expect(Math.min(...rects.map(({ x }) => x))).toBe(1)
    expect(Math.max(...rects.map(({ x, width }) => x + width))).toBe(500)
  })

  test('the frame that a window manager puts around it counts, wherever it goes', async () => {
    windows.follow([ours.pid])
    const window = await ours.open('window', RECT, RED)
    windows.rects()
    using manager = Connection.open(xvfb.display)
    if (!manager) throw new Error('no X server')
    const { display, root } = manager
    const frame = XCreateSimpleWindow(display, root, 40, 30, 220, 140, 5, 0, 0)
    bind('int XMapWindow(void *display, unsigned long window)')(display, frame)
    bind('int XReparentWindow(void *d, unsigned long window, unsigned long parent, int x, int y)')(
      ...[display, window, frame, 10, 30],
    )
    XSync(display, 0)
    windows.rects()
    expect(windows.rects()).toEqual([{ x: 40, y: 30, width: 230, height: 150 }])
    bind('int XMoveWindow(void *display, unsigned long window, int x, int y)')(display, frame, 300, 200)
    XSync(display, 0)
    windows.rects()
    expect(windows.rects()).toEqual([{ x: 300, y: 200, width: 230, height: 150 }])
    await ours.tell({ act: 'focus', window: 'window' })
    expect(windows.hasFocus()).toBe(true)
  })

  test('whoever has the keyboard is told, also where keys follow the pointer', async () => {
    await using other = await WindowProgram.start(xvfb.display)
    windows.follow([ours.pid])
    await ours.open('window', RECT, RED)
    await other.open('window', { ...RECT, x: 400 }, RED)
    await other.tell({ act: 'focus', window: 'window' })
    expect(windows.hasFocus()).toBe(false)
    let focused = 0
    using _listening = windows.onFocused(() => {
      focused += 1
    })
    await ours.tell({ act: 'focus', window: 'window' })
    await until(() => focused > 0, 'word of the focus')
    expect(windows.hasFocus()).toBe(true)
    using connection = Connection.open(xvfb.display)
    if (!connection) throw new Error('no X server')
    const { display, root } = connection
    bind('int XSetInputFocus(void *d, unsigned long window, int revertTo, unsigned long time)')(display, 1, 1, 0)
    const warp = bind('int XWarpPointer(void *d, ulong from, ulong to, int a, int b, uint c, uint e, int x, int y)')
    for (const [x, isOurs] of [
      [150, true],
      [450, false],
      [790, false],
    ] as const) {
      warp(display, 0, root, 0, 0, 0, 0, x, 80)
      XSync(display, 0)
      expect(windows.hasFocus()).toBe(isOurs)
    }
  })

  test('a lost X server has no windows, and the process lives', async () => {
    windows.follow([ours.pid])
    const gone = await startXvfb({ width: 64, height: 64 })
    const there = await openX11Finder(gone.display)
    there.follow([process.pid])
    await gone[Symbol.asyncDispose]()
    await until(() => there.rects().length === 0 && !there.hasFocus(), 'nothing')
    there[Symbol.dispose]()
  })
})
