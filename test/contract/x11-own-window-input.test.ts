import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InputReceiver } from '../../src/applet/input/input-receiver.ts'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { InputTally } from '../../src/applet/input/input-tally.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { openX11Finder } from '../../src/applet/own-windows/finders/x11-finder.ts'
import type { OwnWindows } from '../../src/applet/own-windows/own-windows.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import { silentLogger } from '../../src/base/logger.ts'
import type { InputMessage } from '../../src/protocol/peer/catalog.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { isAnythingHeld } from '../support/x-buttons.ts'
import { WindowProgram } from '../support/x-window.ts'
import { xorshift } from '../support/xorshift.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const SCREEN = { x: 0, y: 0, width: 640, height: 480 }
/** Not where the pointer is when the server starts. */
const OUR_PLACE = { x: 20, y: 30, width: 240, height: 180 }
const TRIES = 1000
const [KEY_PRESS, KEY_RELEASE] = [2, 3]

describe.skipIf(!needs('Xvfb'))('[GATE-2] [P15] a robot at the technician’s side and our window on an X server', () => {
  let xvfb: Xvfb
  let sink: InputSink
  let windows: OwnWindows
  let ours: WindowProgram
  let others: WindowProgram
  let tally: InputTally
  let does: (message: InputMessage) => void

  beforeEach(async () => {
    xvfb = await startXvfb(SCREEN)
    sink = await openX11Sink(xvfb.display)
    windows = await openX11Finder(xvfb.display)
    ours = await WindowProgram.start(xvfb.display)
    others = await WindowProgram.start(xvfb.display)
    windows.follow([ours.pid])
    await others.open('below', SCREEN, 0x204060)
    await ours.open('window', OUR_PLACE, 0xffffff)
    tally = new InputTally()
    const gate = new PermissionGate()
    gate.grant('control')
    const log = silentLogger('applet.input')
    const parts = {
      gate,
      sink,
      tally,
      shown: () => SCREEN,
      customer: { active: false },
      ownWindows: () => windows,
      log,
    }
    const receiver = new InputReceiver(parts)
    does = (message) => receiver.receive(message, gate.epoch)
  })

  afterEach(async () => {
    windows[Symbol.dispose]()
    await sink[Symbol.asyncDispose]()
    for (const program of [ours, others]) await program[Symbol.asyncDispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  test(`of ${TRIES} tries none reaches it, and what is meant for other windows does`, async () => {
    const next = xorshift(20_261_122)
    const random = (below: number) => Math.floor(next() * below)
    const point = () => ({ x: random(SCREEN.width), y: random(SCREEN.height) })
    const acts: readonly (() => InputMessage)[] = [
      () => ({ type: 'pointer-moved', ...point() }),
      () => ({ type: 'button-pressed', ...point(), button: 'left' }),
      () => ({ type: 'button-released', ...point(), button: 'left' }),
      () => ({ type: 'wheel-turned', ...point(), dx: 0, dy: 120 }),
      () => ({ type: 'key-pressed', code: 'Enter' }),
      () => ({ type: 'key-released', code: 'Enter' }),
      () => ({ type: 'text-entered', text: 'yes\n' }),
    ]
    for (let time = 0; time < TRIES; time += 1) {
      if (time % 50 === 0) {
        does({ type: 'input-let-go' })
        await (time % 100 === 0 ? ours : others).tell({ act: 'focus', window: time % 100 === 0 ? 'window' : 'below' })
      }
      const act = acts[random(acts.length)]
      if (act) does(act())
    }
    does({ type: 'input-let-go' })
    await until(() => !isAnythingHeld(xvfb.display), 'everything up')
    // What the windows got is told before this is.
    for (const program of [ours, others]) await program.tell({ act: 'map', window: 'window' })
    expect(ours.got).toEqual([])
    expect(others.got.length).toBeGreaterThan(100)
    expect(tally.take()?.refused['own-window']).toBeGreaterThan(100)
  })

  test('the same tries reach it where nobody protects it', async () => {
    windows.follow([])
    does({ type: 'button-pressed', x: 100, y: 100, button: 'left' })
    does({ type: 'input-let-go' })
    await until(() => ours.got.length > 0, 'the click')
  })

  test('a key that is held as it gets the keyboard goes up, and does not repeat in it', async () => {
    using _watching = windows.onFocused(() => sink.releaseAll())
    await others.tell({ act: 'focus', window: 'below' })
    does({ type: 'key-pressed', code: 'Enter' })
    await until(() => others.got.includes(KEY_PRESS), 'the key in the other window')
    await ours.tell({ act: 'focus', window: 'window' })
    await until(() => ours.got.includes(KEY_RELEASE), 'the key up')
    expect(ours.got).not.toContain(KEY_PRESS)
  })

  test('a button that was pressed elsewhere is let go of without touching it', async () => {
    does({ type: 'button-pressed', x: 10, y: 10, button: 'left' })
    await until(() => isAnythingHeld(xvfb.display), 'the button down')
    does({ type: 'pointer-moved', x: 100, y: 100 })
    does({ type: 'button-released', x: 100, y: 100, button: 'left' })
    await until(() => !isAnythingHeld(xvfb.display), 'the button up')
    await ours.tell({ act: 'map', window: 'window' })
    expect(ours.got).toEqual([])
  })
})
