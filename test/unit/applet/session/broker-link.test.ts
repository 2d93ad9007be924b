import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { BrokerLink } from '../../../../src/applet/session/broker-link.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { CLOSE_CODES } from '../../../../src/protocol/close-code.ts'
import { cutAnswers } from '../../../support/cut-answers.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { FaultProxy } from '../../../support/fault-proxy.ts'
import { TestBroker } from '../../../support/test-broker.ts'
import { until } from '../../../support/until.ts'

const MINUTE = 60_000

/** A link on its way, whose clock moves only when told to. */
function runLink(url: string, pin: string) {
  const clock = new FakeClock()
  const parts = { broker: new URL(url), authorities: undefined, pin, program: 'test', platform: 'Linux' }
  const link = new BrokerLink({ ...parts, clock, log: silentLogger('applet.session') })
  const heard: string[] = []
  link.on('session', ({ type }) => heard.push(type))
  link.on('longAway', () => heard.push('long-away'))
  return { clock, heard, ending: link.run() }
}

/** A registered link whose clock moves only when told to, behind a network that can be cut. */
async function openLink() {
  const stack = new AsyncDisposableStack()
  const broker = stack.use(await TestBroker.start())
  const proxy = stack.use(await FaultProxy.to(broker.url))
  const { pin } = await (await broker.technician()).newSession()
  const { clock, heard, ending } = runLink(proxy.url, pin)
  await until(() => heard.at(-1) === 'registered', 'the link to be registered')
  return {
    heard,
    clock,
    ending,
    async cut() {
      proxy.refuses = true
      proxy.cut()
      await until(() => heard.at(-1) === 'contact-lost', 'the cut to be noticed')
    },
    async heal() {
      proxy.heal()
      await until(() => {
        clock.advance(100)
        return heard.at(-1) === 'registered'
      }, 'the link to be back')
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

/** A link whose every answer to its claim is cut off. */
async function openUnansweredLink() {
  const stack = new AsyncDisposableStack()
  const broker = stack.use(await TestBroker.start())
  const proxy = stack.use(await FaultProxy.to(broker.url, { tape: true }))
  await cutAnswers(proxy)
  const { pin } = await (await broker.technician()).newSession()
  const link = runLink(proxy.url, pin)
  const tries = () => proxy.tapes.filter(({ toClient }) => toClient.includes('session-registered')).length
  await until(() => tries() === 1, 'the first answer')
  return { ...link, tries, proxy, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('[B3] a claim without an answer is made again, as often as it takes', async () => {
  await using link = await openUnansweredLink()
  await until(() => {
    link.clock.advance(100)
    return link.tries() > 5
  }, 'more tries than an unreachable broker gets')
  link.proxy.heal()
  await until(() => {
    link.clock.advance(100)
    return link.heard.at(-1) === 'registered'
  }, 'the answer')
})

test('after five minutes without an answer to its claim it is over', async () => {
  await using link = await openUnansweredLink()
  link.proxy.refuses = true
  await until(() => link.heard.at(-1) === 'contact-lost', 'the cut to be noticed')
  link.clock.advance(5 * MINUTE + 1)
  expect(await link.ending).toMatchObject({ reason: 'broker_unreachable' })
})

test('a broker that does not understand the claim is tried three times', async () => {
  const broker = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  using closing = new DisposableStack()
  closing.defer(() => broker.close())
  let claims = 0
  broker.on('connection', (socket) =>
    socket.on('message', () => {
      claims += 1
      socket.close(CLOSE_CODES['protocol-error'])
    }),
  )
  await once(broker, 'listening')
  const link = runLink(`http://127.0.0.1:${(broker.address() as AddressInfo).port}`, '123456')
  await until(() => {
    link.clock.advance(100)
    return link.heard.at(-1) === 'ended'
  }, 'the end')
  expect(await link.ending).toMatchObject({ reason: 'broker_unreachable' })
  expect(claims).toBe(3)
})

test('an absence of five minutes is told once, and so is the next', async () => {
  await using link = await openLink()
  for (let absences = 1; absences <= 2; absences += 1) {
    await link.cut()
    link.clock.advance(5 * MINUTE - 1)
    expect(link.heard.at(-1)).toBe('contact-lost')
    link.clock.advance(1)
    link.clock.advance(3 * MINUTE)
    await link.heal()
  }
  const absence = ['contact-lost', 'long-away', 'registered']
  expect(link.heard).toEqual(['registered', ...absence, ...absence])
})

test('a short absence is not told of as a long one', async () => {
  await using link = await openLink()
  await link.cut()
  link.clock.advance(MINUTE)
  await link.heal()
  link.clock.advance(10 * MINUTE)
  expect(link.heard).toEqual(['registered', 'contact-lost', 'registered'])
})

test('after fifteen minutes the session is over', async () => {
  await using link = await openLink()
  await link.cut()
  link.clock.advance(15 * MINUTE + 1)
  expect(await link.ending).toMatchObject({ reason: 'resume_expired' })
})
