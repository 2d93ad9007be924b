import { describe, expect, test } from 'vitest'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const MINUTE = 60_000

/** A customer who entered the PIN on the page at the last moment, and reads in the applet what it warns of. */
async function readingCustomer(broker: TestBroker, clock: FakeClock) {
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  clock.advance(10 * MINUTE - 1)
  const page = await fetch(broker.url, { method: 'POST', body: new URLSearchParams({ code: pin }) })
  expect(page.status).toBe(200)
  return { technician, id, pin }
}

describe('the applet has not claimed its PIN yet, for its customer still reads', () => {
  test('the row says Connecting for all of the time, and the PIN is good to its last moment', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const { technician, id, pin } = await readingCustomer(broker, clock)
    clock.advance(10 * MINUTE - 1)
    expect(await technician.sessions()).toMatchObject([{ id, status: 'Connecting', pin }])
    const applet = await broker.applet(pin)
    expect((await applet.hears('session-registered')).status).toBe('Waiting')
    expect(await technician.sessions()).toMatchObject([{ id, status: 'Waiting' }])
  })

  test('and reads for too long: the PIN expires, the row goes, and the applet hears why', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const { technician, id, pin } = await readingCustomer(broker, clock)
    clock.advance(10 * MINUTE + 1000)
    await until(async () => (await technician.sessions()).length === 0, 'the row to go')
    expect((await technician.log(id)).at(-1)).toBe('Aborted, ended by the broker: the PIN code expired')
    expect((await (await broker.applet(pin)).closes())?.name).toBe('pin-expired')
  })

  test('whoever declines after that changes nothing', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const { technician, id, pin } = await readingCustomer(broker, clock)
    clock.advance(10 * MINUTE + 1000)
    await until(async () => (await technician.sessions()).length === 0, 'the row to go')
    const applet = await broker.appletSocket()
    const claimKey = 'k'.repeat(43)
    applet.say({ type: 'pin-declined', version: 1, pin, claimKey, reason: 'terms_declined' })
    expect((await applet.closes())?.name).toBe('pin-expired')
    expect((await technician.log(id)).at(-1)).toBe('Aborted, ended by the broker: the PIN code expired')
  })
})
