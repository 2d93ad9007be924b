import { describe, expect, test } from 'vitest'
import { parseProxies } from '../../src/broker/options.ts'
import { PIN_TEXTS } from '../../src/broker/session/pin-texts.ts'
import { claimOf } from '../support/claim.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import type { WireClient } from '../support/wire-client.ts'

const MINUTE = 60_000
/** Lets a test speak from many addresses: the broker believes our X-Forwarded-For. */
const PROXIED = { trustedProxies: parseProxies('127.0.0.1') }

async function claimFrom(broker: TestBroker, address: string, pin: string): Promise<WireClient> {
  const applet = await broker.appletSocket({ headers: { 'x-forwarded-for': address } })
  applet.say(claimOf(pin))
  return applet
}

test('[PIN-2] [B3] a hundred applets present one PIN at once: exactly one is registered', async () => {
  await using broker = await TestBroker.start({}, PROXIED)
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const applets = await Promise.all(
    Array.from({ length: 100 }, (_, index) => claimFrom(broker, `10.${index}.0.1`, pin)),
  )
  const outcomes = await Promise.all(
    applets.map((applet) => Promise.race([applet.hears('session-registered'), applet.closes()])),
  )
  expect(outcomes.filter((outcome) => outcome && 'sessionId' in outcome)).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome && 'code' in outcome) expect(outcome.name).toMatch(/^(pin-used|too-many-tries)$/)
  }
  expect(await technician.status(id)).toBe('Waiting')
})

describe('a PIN that does not work is told apart, by code and by sentence', () => {
  test('unknown, malformed, used', async () => {
    await using broker = await TestBroker.start()
    const { pin } = await (await broker.technician()).newSession()
    await (await broker.applet(pin)).hears('session-registered')
    const used = await (await broker.applet(pin)).closes()
    expect(used).toMatchObject({ name: 'pin-used', reason: PIN_TEXTS.used })
    const unknown = await (await broker.applet('000000')).closes()
    expect(unknown).toMatchObject({ name: 'pin-unknown', reason: PIN_TEXTS.unknown })
    expect((await (await broker.applet('12345')).closes())?.name).toBe('pin-malformed')
  })

  test('expired after ten minutes; the row leaves the list and its log says why', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    clock.advance(10 * MINUTE)
    const expired = await (await broker.applet(pin)).closes()
    expect(expired).toMatchObject({ name: 'pin-expired', reason: PIN_TEXTS.expired })
    expect(await technician.sessions()).toEqual([])
    expect((await technician.log(id)).at(-1)).toBe('Aborted, ended by the broker: the PIN code expired')
  })

  test('expired when the technician cancelled', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    await technician.post(`/api/sessions/${id}/end`)
    expect((await (await broker.applet(pin)).closes())?.name).toBe('pin-expired')
  })
})

describe('[PIN-3] wrong PINs', () => {
  const wrong = async (broker: TestBroker, pin: string) => (await (await broker.applet(pin)).closes())?.name

  test('five from one address close the door, for the page too, and a restart does not open it', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    for (let count = 0; count < 5; count += 1) expect(await wrong(broker, `00000${count}`)).toBe('pin-unknown')
    const { pin } = await technician.newSession()
    expect(await wrong(broker, pin)).toBe('too-many-tries')
    await broker.restart()
    expect(await wrong(broker, pin)).toBe('too-many-tries')
    const page = await fetch(broker.url, { method: 'POST', body: new URLSearchParams({ code: pin }) })
    expect(page.status).toBe(429)
    expect(await page.text()).toContain(PIN_TEXTS['too-many-tries'])
  })

  test('do not keep another address out', async () => {
    await using broker = await TestBroker.start({}, PROXIED)
    const { pin } = await (await broker.technician()).newSession()
    for (let count = 0; count < 6; count += 1) await (await claimFrom(broker, '10.1.1.1', '000000')).closes()
    await (await claimFrom(broker, '10.2.2.2', pin)).hears('session-registered')
  })
})

test('[PIN-1] a PIN that was guessed yields the company’s name and policy and nothing else', async () => {
  await using broker = await TestBroker.start()
  const { id, pin } = await (await broker.technician()).newSession('Secret customer name')
  const applet = await broker.applet(pin)
  const registered = await applet.hears('session-registered')
  expect(Object.keys(registered).sort()).toEqual([
    'asking',
    'company',
    'permissions',
    'resumeKey',
    'sessionId',
    'status',
    'type',
    'verification',
  ])
  expect(JSON.stringify(applet.messages)).not.toContain('Secret')
  expect(registered.sessionId).toBe(id)
})
