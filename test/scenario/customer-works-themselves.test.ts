import { describe, expect, test } from 'vitest'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { needs } from '../support/needs.ts'
import { allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'
import { isAnythingHeld } from '../support/x-buttons.ts'
import { Customer } from '../support/x-devices.ts'
import { startXvfb } from '../support/xvfb.ts'

const HERE = { x: 60, y: 60 }

describe.skipIf(!needs('Xvfb'))('[LOCAL-1] [P12] a customer who takes their mouse in the middle of a drag', () => {
  test('lets nothing stay held, is not disturbed, and the technician is told', async () => {
    await using xvfb = await startXvfb({ width: 1280, height: 800 })
    using customer = new Customer(xvfb.display)
    await using session = await startSession({
      inputs: [{ name: 'X11', open: () => openX11Sink(xvfb.display) }],
    })
    const { screen, applet } = session
    await allow(session, 'control')
    await until(() => screen.updates.length > 0, 'a picture')
    screen.send({ type: 'button-pressed', ...HERE, button: 'left' })
    screen.send({ type: 'key-pressed', code: 'ShiftLeft' })
    await until(() => isAnythingHeld(xvfb.display), 'the drag')
    customer.movesMouse()
    await until(() => !isAnythingHeld(xvfb.display), 'everything up')
    const told = screen.next('input-refused')
    // The two seconds begin anew, whatever time a busy machine took until here.
    customer.movesMouse()
    screen.send({ type: 'key-pressed', code: 'ControlLeft' })
    expect(await told).toMatchObject({ reason: 'customer-active' })
    expect(isAnythingHeld(xvfb.display)).toBe(false)
    expect(applet.events.filter(({ event }) => event === 'customer-active')).toHaveLength(1)
    expect(applet.customer.granted).toContain('control')
  })

  test('is not looked at when they said so', async () => {
    await using xvfb = await startXvfb({ width: 1280, height: 800 })
    using customer = new Customer(xvfb.display)
    await using session = await startSession({
      inputs: [{ name: 'X11', open: () => openX11Sink(xvfb.display) }],
      localInputWins: false,
    })
    const { screen, applet } = session
    await allow(session, 'control')
    await until(() => screen.updates.length > 0, 'a picture')
    customer.clicks()
    screen.send({ type: 'button-pressed', ...HERE, button: 'left' })
    await until(() => isAnythingHeld(xvfb.display), 'the button down')
    expect(applet.events.map(({ event }) => event)).not.toContain('customer-active')
  })
})
