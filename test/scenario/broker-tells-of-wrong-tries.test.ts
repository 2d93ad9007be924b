import { describe, expect, test } from 'vitest'
import { createLogger, formatLogLine } from '../../src/base/logger.ts'
import { PIN_TEXTS } from '../../src/broker/session/pin-texts.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const MINUTE = 60_000
const SECOND = 1000
const TURNED_AWAY = 'Customer was turned away after too many wrong codes; they can try again in 10 minutes'

function enter(broker: TestBroker, code: string): Promise<Response> {
  return fetch(broker.url, { method: 'POST', body: new URLSearchParams({ code }) })
}

async function closeTheDoor(broker: TestBroker): Promise<void> {
  for (let count = 0; count < 5; count += 1) await enter(broker, '000000')
}

describe('a customer whose address entered too many wrong codes', () => {
  test('reads when to try again, on the page and in the applet, and it is true', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    await closeTheDoor(broker)
    clock.advance(MINUTE)
    const { pin } = await (await broker.technician()).newSession()
    const page = await enter(broker, pin)
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '540'])
    const told = `${PIN_TEXTS['too-many-tries']} You can try again in 9 minutes.`
    expect(await page.text()).toContain(told)
    expect((await (await broker.applet(pin)).closes())?.reason).toBe(told)
    clock.advance(9 * MINUTE - 1)
    expect((await enter(broker, pin)).status).toBe(429)
    clock.advance(1)
    expect((await enter(broker, pin)).status).toBe(200)
  })

  test('is told of to the technician whose live code they hold, once', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const [mine, other] = [await technician.newSession(), await technician.newSession()]
    await closeTheDoor(broker)
    for (let count = 0; count < 3; count += 1) await enter(broker, mine.pin)
    clock.advance(SECOND)
    await until(async () => (await technician.log(mine.id)).includes(TURNED_AWAY), 'the line')
    expect((await technician.log(mine.id)).filter((text) => text === TURNED_AWAY)).toHaveLength(1)
    expect(await technician.log(other.id)).not.toContain(TURNED_AWAY)
  })

  test('a guesser reads the same of a live code as of one that is none, and few are looked up', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    await closeTheDoor(broker)
    const answers = []
    for (const code of [...Array<string>(10).fill('000000'), pin]) {
      const answer = await enter(broker, code)
      answers.push((await answer.text()).replace(`value="${code}"`, ''))
    }
    expect(new Set(answers).size).toBe(1)
    clock.advance(SECOND)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await technician.log(id)).not.toContain(TURNED_AWAY)
  })
})

test('the operator reads of wrong PINs and failed sign-ins, and neither digits nor what was typed', async () => {
  const lines: string[] = []
  await using broker = await TestBroker.start({ createLogger: createLogger((line) => lines.push(formatLogLine(line))) })
  await enter(broker, '000042')
  await fetch(`${broker.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'typed@example.com', password: 'a secret password' }),
  })
  const all = lines.join('\n')
  expect(all).toMatch(/warn.*a wrong PIN.*127\.0\.0\.1/)
  expect(all).toMatch(/warn.*a failed sign-in.*127\.0\.0\.1/)
  expect(all).not.toMatch(/000042|typed@|secret/)
})
