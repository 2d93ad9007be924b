import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CustomerFirst } from '../../src/applet/input/customer-first.ts'
import { InputReceiver } from '../../src/applet/input/input-receiver.ts'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { InputTally } from '../../src/applet/input/input-tally.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import { silentLogger } from '../../src/base/logger.ts'
import type { InputMessage } from '../../src/protocol/peer/catalog.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { isAnythingHeld } from '../support/x-buttons.ts'
import { Customer } from '../support/x-devices.ts'
import { watchXEvents } from '../support/x-events.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const HERE = { x: 60, y: 60 }
const KEY_A = 38

describe.skipIf(!needs('Xvfb', 'xev', 'xdotool'))(
  '[LOCAL-1] [P12] the customer in front of an X server goes first',
  () => {
    let xvfb: Xvfb
    let sink: InputSink
    let customer: Customer

    beforeAll(async () => {
      xvfb = await startXvfb({ width: 640, height: 480 })
      sink = await openX11Sink(xvfb.display)
      customer = new Customer(xvfb.display)
    })
    afterAll(async () => {
      customer[Symbol.dispose]()
      await sink[Symbol.asyncDispose]()
      await xvfb[Symbol.asyncDispose]()
    })

    /** A technician in control; time passes only when told to. */
    function control() {
      const gate = new PermissionGate()
      const clock = new FakeClock()
      const tally = new InputTally()
      const first = new CustomerFirst({ gate, sink, clock })
      const shown = () => ({ x: 0, y: 0, width: 640, height: 480 })
      const log = silentLogger('applet.input')
      const receiver = new InputReceiver({ gate, sink, tally, shown, customer: first, log })
      gate.grant('control')
      return { gate, clock, tally, first, does: (message: InputMessage) => receiver.receive(message, gate.epoch) }
    }

    const ACTS: readonly [string, () => void][] = [
      ['moves the mouse', () => customer.movesMouse()],
      ['clicks', () => customer.clicks()],
      ['strikes a key', () => customer.strikes(KEY_A)],
    ]
    test.each(ACTS)('a customer who %s stops the technician, and what is held goes up', async (_name, act) => {
      const { first, tally, does } = control()
      using _first = first
      does({ type: 'button-pressed', ...HERE, button: 'left' })
      does({ type: 'key-pressed', code: 'ControlLeft' })
      await until(() => isAnythingHeld(xvfb.display), 'a button down')
      act()
      await until(() => first.active, 'the customer to be noticed')
      await until(() => !isAnythingHeld(xvfb.display), 'everything up')
      tally.take()
      does({ type: 'key-pressed', code: 'ShiftLeft' })
      does({ type: 'text-entered', text: '漢' })
      does({ type: 'button-released', ...HERE, button: 'left' })
      expect(tally.take()).toEqual({ injected: 0, refused: { 'customer-active': 3 } })
      expect(isAnythingHeld(xvfb.display)).toBe(false)
    })

    test('after the pause the technician goes on', async () => {
      const { first, clock, tally, does } = control()
      using _first = first
      customer.movesMouse()
      await until(() => first.active, 'the customer to be noticed')
      clock.advance(2200)
      tally.take()
      does({ type: 'pointer-moved', ...HERE })
      expect(tally.take()).toEqual({ injected: 1, refused: {} })
    })

    test('a thousand acts of our own, of all kinds, and those of other programs, are not the customer’s', async () => {
      await using events = await watchXEvents(xvfb.display)
      const { first, tally, does } = control()
      using _first = first
      for (let count = 0; count < 250; count += 1) {
        does({ type: 'pointer-moved', x: 50 + (count % 100), y: 60 })
        does({ type: 'button-pressed', ...HERE, button: 'left' })
        does({ type: 'button-released', ...HERE, button: 'left' })
        does({ type: 'wheel-turned', ...HERE, dx: 0, dy: 120 })
        does({ type: 'key-pressed', code: 'KeyB' })
        does({ type: 'key-released', code: 'KeyB' })
      }
      execFileSync('xdotool', ['mousemove', '70', '70', 'click', '3', 'key', 'c'], {
        env: { ...process.env, DISPLAY: xvfb.display },
      })
      await until(() => events.seen.at(-1) === 'key 54 up', 'the last key')
      // What the server told of these acts lies before this answer in the same conversation.
      expect(isAnythingHeld(xvfb.display)).toBe(false)
      const seen = Promise.withResolvers<void>()
      first.on('began', () => seen.resolve())
      expect(first.active).toBe(false)
      expect(tally.take()?.refused).toEqual({})
      customer.strikes(KEY_A)
      await seen.promise
      expect(first.active).toBe(true)
    })

    test('nobody looks before control is granted, nor after it is taken back', async () => {
      const { gate, first } = control()
      using _first = first
      gate.revoke('control')
      const other = await openX11Sink(xvfb.display)
      const seen = Promise.withResolvers<void>()
      using _seen = other.onceCustomerActs(() => seen.resolve())
      customer.clicks()
      await seen.promise
      expect(first.active).toBe(false)
      await other[Symbol.asyncDispose]()
    })

    test('an X server without its extension for input lets the technician work', async () => {
      await using bare = await startXvfb({ width: 320, height: 240, without: ['XInputExtension'] })
      await using plain = await openX11Sink(bare.display)
      using watch = plain.onceCustomerActs(() => {})
      expect(watch).toBeDefined()
    })
  },
)
