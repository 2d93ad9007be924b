import { expect, test } from 'vitest'
import { type Clock, realClock } from '../../src/base/clock.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

/** The real clock, but the digits' ten minutes are over when the test says so. */
class DigitsClock implements Clock {
  readonly #waiting = new Set<() => void>()

  now = () => realClock.now()
  monotonic = () => realClock.monotonic()

  after(milliseconds: number, callback: () => void): Disposable {
    if (milliseconds !== LIMITS.codeMs) return realClock.after(milliseconds, callback)
    this.#waiting.add(callback)
    return { [Symbol.dispose]: () => void this.#waiting.delete(callback) }
  }

  tenMinutesPass(): void {
    for (const callback of this.#waiting) callback()
    this.#waiting.clear()
  }
}

test('[S5] on hold there are no digits that could run out, and after Start others are good', async () => {
  const clock = new DigitsClock()
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  await using applet = new TestApplet({ url: broker.url, pin, clock })
  const shown: unknown[] = []
  const { customer } = applet
  const show = customer.show.bind(customer)
  customer.show = (change) => {
    show(change)
    if (change.stage) shown.push([change.stage.kind, customer.code !== undefined])
  }
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const first = await TestScreen.open(technician, id)
  await until(() => customer.code !== undefined, 'the digits')
  const before = applet.events.filter(({ event }) => event === 'code')

  await technician.post(`/api/sessions/${id}/hold`)
  await applet.untilStatus('on-hold')
  await until(() => first.closed !== undefined, 'the end of the stream')
  // Already gone when they read that it is on hold.
  expect(shown.at(-1)).toEqual(['on-hold', false])
  clock.tenMinutesPass()
  expect(customer.statuses.at(-1)).toBe('on-hold')

  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  const screen = await TestScreen.open(technician, id)
  await screen.verify(customer)
  expect(before).toHaveLength(1)
  expect(applet.events.filter(({ event }) => event === 'code')).toHaveLength(2)
})
