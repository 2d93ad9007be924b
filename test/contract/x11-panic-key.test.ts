import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { openX11Key } from '../../src/applet/panic-key/keys/x11-key.ts'
import type { PanicKey } from '../../src/applet/panic-key/panic-key.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { Customer } from '../support/x-devices.ts'
import { WindowProgram } from '../support/x-window.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const PAUSE = 127
const KEY_PRESS = 2

describe.skipIf(!needs('Xvfb', 'xdotool'))('the key that takes everything back, on an X server', () => {
  let xvfb: Xvfb
  let key: PanicKey
  let pressed: number

  beforeEach(async () => {
    xvfb = await startXvfb({ width: 640, height: 480 })
    key = await openX11Key(xvfb.display)
    pressed = 0
    key.onPressed(() => {
      pressed += 1
    })
  })

  afterEach(async () => {
    key[Symbol.dispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  const strike = (...keys: string[]) => {
    execFileSync('xdotool', ['key', ...keys], { env: { ...process.env, DISPLAY: xvfb.display } })
  }

  test('works on the keyboard of the computer while another program has the keyboard, which does not get it', async () => {
    await using program = await WindowProgram.start(xvfb.display)
    await program.open('window', { x: 0, y: 0, width: 640, height: 480 }, 0x336699)
    await program.tell({ act: 'focus', window: 'window' })
    using customer = new Customer(xvfb.display)
    customer.strikes(PAUSE)
    await until(() => pressed > 0, 'the key')
    expect(key.works).toBe(true)
    strike('a')
    await until(() => program.got.includes(KEY_PRESS), 'another key in the program')
    expect(program.got.filter((type) => type === KEY_PRESS)).toHaveLength(1)
    expect(pressed).toBe(1)
  })

  test.each([
    ['with no lock', []],
    ['with CapsLock', ['Caps_Lock']],
    ['with NumLock', ['Num_Lock']],
    ['with both', ['Caps_Lock', 'Num_Lock']],
  ])('works %s on, alone and with Ctrl', async (_, locks) => {
    for (const lock of locks) strike(lock)
    strike('Pause')
    await until(() => pressed > 0, 'Pause')
    // On a slow machine a key is down for so long that it repeats.
    const before = pressed
    strike('ctrl+Pause')
    await until(() => pressed > before, 'Ctrl+Pause')
  })

  test('works when a technician presses it', async () => {
    await using sink = await openX11Sink(xvfb.display)
    await inject(sink, { type: 'key-pressed', code: 'Pause' })
    await until(() => pressed > 0, 'the key')
  })

  test.skipIf(!needs('xmodmap'))('goes with a layout that puts it on another key', async () => {
    const env = { ...process.env, DISPLAY: xvfb.display }
    execFileSync('xmodmap', ['-e', 'keycode 127 = NoSymbol', '-e', 'keycode 78 = Pause'], { env })
    using customer = new Customer(xvfb.display)
    await until(() => {
      customer.strikes(78)
      return pressed > 0
    }, 'the other key')
  })

  test('another program that has the key does no harm, and is known', async () => {
    using second = await openX11Key(xvfb.display)
    expect([key.works, second.works]).toEqual([true, false])
    strike('Pause')
    await until(() => pressed > 0, 'the key')
  })

  test('a lost X server ends it, and the process lives', async () => {
    const gone = await startXvfb({ width: 64, height: 64 })
    using lost = await openX11Key(gone.display)
    await gone[Symbol.asyncDispose]()
    await until(() => !lost.works, 'the loss')
  })
})
