import { describe, expect, test } from 'vitest'
import { PIN_TEXTS } from '../../src/broker/session/pin-texts.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'

const MINUTE = 60_000

async function enter(broker: TestBroker, code: string) {
  const answer = await fetch(broker.url, { method: 'POST', body: new URLSearchParams({ code }) })
  return { status: answer.status, html: await answer.text() }
}

describe('the entry page, without JavaScript', () => {
  test('shows an empty box, and the code of a deep link without trying it', async () => {
    await using broker = await TestBroker.start()
    const empty = await (await fetch(broker.url)).text()
    expect(empty).toContain('value=""')
    expect(empty).toContain('role="alert" hidden')
    expect(empty).toContain('Test &amp; Sons')
    const linked = await (await fetch(`${broker.url}/?code=123456`)).text()
    expect(linked).toContain('value="123456"')
    expect(linked).toContain('role="alert" hidden')
  })

  test.each([
    ['', PIN_TEXTS.missing],
    ['12345', PIN_TEXTS.malformed],
    ['١٢٣٤٥٦', PIN_TEXTS.malformed],
    ['000000', PIN_TEXTS.unknown],
  ])('%j is refused in the customer’s words', async (code, text) => {
    await using broker = await TestBroker.start()
    const { status, html } = await enter(broker, code)
    expect(status).toBe(400)
    expect(html).toContain(text)
  })

  test('tells used from expired', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const used = await technician.newSession()
    await (await broker.applet(used.pin)).hears('session-registered')
    expect((await enter(broker, used.pin)).html).toContain(PIN_TEXTS.used)
    const expired = await technician.newSession()
    clock.advance(10 * MINUTE)
    expect((await enter(broker, expired.pin)).html).toContain(PIN_TEXTS.expired)
  })

  test('[XSS-1] shows a hostile code as text', async () => {
    await using broker = await TestBroker.start()
    const code = '"><script>'
    expect((await enter(broker, code)).html).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(await (await fetch(`${broker.url}/?code=${encodeURIComponent(code)}`)).text()).not.toContain('<script>')
  })

  test('leads a right code to the program, spaces around it forgiven', async () => {
    await using broker = await TestBroker.start()
    const { pin } = await (await broker.technician()).newSession()
    const { status, html } = await enter(broker, ` ${pin} `)
    expect(status).toBe(200)
    expect(html).not.toContain('<form')
    expect(html).toContain('http-equiv="refresh" content=""')
    expect(html).toContain(`npm run applet -- ${pin} --broker ${broker.url}`)
  })

  test.each([' ', '-', '\u00a0', '\u202f'])('takes a code with %j between its digits', async (between) => {
    await using broker = await TestBroker.start()
    const { pin } = await (await broker.technician()).newSession()
    const { status, html } = await enter(broker, `${pin.slice(0, 3)}${between}${pin.slice(3)}`)
    expect(status).toBe(200)
    expect(html).toContain(`npm run applet -- ${pin} `)
  })

  test('gives a right code ten more minutes, once, and leaves it to the applet', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    clock.advance(9 * MINUTE)
    await enter(broker, pin)
    const [session] = await technician.sessions()
    expect(session?.pinExpiresAt).toBe(clock.now() + 10 * MINUTE)
    clock.advance(9 * MINUTE)
    await enter(broker, pin)
    expect((await technician.sessions())[0]?.pinExpiresAt).toBe(clock.now() + MINUTE)
    await (await broker.applet(pin)).hears('session-registered')
    expect(await technician.status(id)).toBe('Waiting')
  })
})

test('pages that are not built say how to build them', async () => {
  await using broker = await TestBroker.start({}, { pagesDir: '/nowhere' })
  for (const path of ['/', '/console', '/console/']) {
    const answer = await fetch(`${broker.url}${path}`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('npm run build')
  }
})

test('assets are cached for ever, pages and answers never', async () => {
  await using broker = await TestBroker.start()
  const caching = async (path: string) => (await fetch(`${broker.url}${path}`)).headers.get('cache-control')
  expect(await caching('/assets/console-0123abcd.js')).toBe('public, max-age=31536000, immutable')
  expect(await caching('/console')).toBe('no-store')
  expect(await caching('/healthz')).toBe('no-store')
})
