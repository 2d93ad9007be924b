import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { BrokerLink } from '../../../../src/applet/session/broker-link.ts'
import { Traffic } from '../../../../src/applet/session/traffic.ts'
import { createLogger, type LogLine, silentLogger } from '../../../../src/base/logger.ts'
import type { BrokerLayerMessage } from '../../../../src/protocol/broker/catalog.ts'
import { CLOSE_CODES } from '../../../../src/protocol/close-code.ts'
import { cutAnswers } from '../../../support/cut-answers.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { FaultProxy } from '../../../support/fault-proxy.ts'
import { TestBroker } from '../../../support/test-broker.ts'
import { until } from '../../../support/until.ts'

const MINUTE = 60_000

const DECLINED = {
  by: 'customer',
  reason: 'suspected_scam',
  words: 'ending.suspected-scam',
  exitStatus: 5,
} as const

/** A link that does nothing yet, whose clock moves only when told to. */
function newLink(url: string, pin: string, log = silentLogger('applet.session')) {
  const clock = new FakeClock()
  const parts = { broker: new URL(url), authorities: undefined, pin, program: 'test', platform: 'Linux' }
  const link = new BrokerLink({ ...parts, clock, traffic: new Traffic(), log })
  const heard: string[] = []
  link.on('session', ({ type }) => heard.push(type))
  link.on('longAway', () => heard.push('long-away'))
  link.on('streamOpened', () => heard.push('stream-opened'))
  return { clock, heard, link }
}

function runLink(url: string, pin: string) {
  const link = newLink(url, pin)
  return { ...link, ending: link.link.run() }
}

/** A broker that says what the test wants, which is not what a broker should say. */
async function hostileBroker(answer: (socket: WebSocket, said: BrokerLayerMessage) => void) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const said: string[] = []
  server.on('connection', (socket) =>
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as BrokerLayerMessage
      said.push(message.type)
      answer(socket, message)
    }),
  )
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    [Symbol.dispose]: () => {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

function registeredWith(permissions: string[], asking: 'each' | 'at-start'): string {
  const session = { sessionId: '0'.repeat(32), resumeKey: 'k'.repeat(43), status: 'Waiting', company: 'Mallory' }
  return JSON.stringify({ type: 'session-registered', ...session, verification: 'offered', permissions, asking })
}

/** A registered link whose clock moves only when told to, behind a network that can be cut. */
async function openLink() {
  const stack = new AsyncDisposableStack()
  const broker = stack.use(await TestBroker.start())
  const proxy = stack.use(await FaultProxy.to(broker.url))
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const { clock, heard, link, ending } = runLink(proxy.url, pin)
  await until(() => heard.at(-1) === 'registered', 'the link to be registered')
  return {
    link,
    technician,
    heard,
    press: (what: 'start' | 'hold') => technician.post(`/api/sessions/${id}/${what}`),
    status: () => technician.status(id),
    clock,
    ending,
    async cut() {
      proxy.refuses = true
      proxy.cut()
      await until(() => heard.at(-1) === 'contact-lost', 'the cut to be noticed')
    },
    async heal(told = 'registered') {
      proxy.heal()
      await until(() => {
        clock.advance(100)
        return heard.at(-1) === told
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
  using broker = await hostileBroker((socket) => socket.close(CLOSE_CODES['protocol-error']))
  const link = runLink(broker.url, '123456')
  await until(() => {
    link.clock.advance(100)
    return link.heard.at(-1) === 'ended'
  }, 'the end')
  expect(await link.ending).toMatchObject({ reason: 'broker_unreachable' })
  expect(broker.said).toHaveLength(3)
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

test('[B8] on hold it is waited for as long as the hold lasts, and Start ends that', async () => {
  await using link = await openLink()
  await link.press('start')
  await link.press('hold')
  await until(() => link.heard.at(-1) === 'held', 'the hold')
  await link.cut()
  link.clock.advance(13 * 24 * 60 * MINUTE)
  await link.heal('held')
  await link.press('start')
  await until(() => link.heard.at(-1) === 'started', 'Start')
  await link.cut()
  link.clock.advance(15 * MINUTE + 1)
  expect(await link.ending).toMatchObject({ reason: 'resume_expired' })
})

test('[B10] leaving for idleness is told to the broker as what it is', async () => {
  await using link = await openLink()
  await link.press('start')
  const ending = { by: 'broker', reason: 'idle_timeout', words: 'ending.idle', exitStatus: 8 } as const
  link.link.leave(ending, { type: 'session-idled' })
  expect(await link.ending).toBe(ending)
  expect(await link.status()).toBe('Timed out')
})

describe('[B9] what a broker offers', () => {
  /** What each registration said may be asked for, by a broker that says something else each time. */
  async function offeredBy(offers: readonly (readonly [string[], 'each' | 'at-start'])[]) {
    const warned: LogLine[] = []
    const log = createLogger((line) => warned.push(line))('applet.session')
    let registrations = 0
    using broker = await hostileBroker((socket, { type }) => {
      if (type !== 'pin-presented' && type !== 'resume-presented') return
      const [permissions, asking] = offers[registrations] ?? [[], 'each']
      registrations += 1
      socket.send(registeredWith(permissions, asking))
      if (registrations < offers.length) socket.close(CLOSE_CODES['shutting-down'])
    })
    const { clock, link } = newLink(broker.url, '123456', log)
    const told: unknown[] = []
    link.on('registered', ({ permissions, asking }) => told.push([permissions, asking]))
    const ending = link.run()
    await until(() => {
      clock.advance(100)
      return told.length === offers.length
    }, 'every registration')
    link.leave(DECLINED)
    clock.advance(1000)
    await ending
    return { told, ignored: warned.flatMap(({ fields }) => fields?.ignored ?? []) }
  }

  test('[POL-1] that this program does not know is dropped, and logged', async () => {
    const { told, ignored } = await offeredBy([[['view', 'files.wipe', 'constructor'], 'at-start']])
    expect(told).toEqual([[['view'], 'at-start']])
    expect(ignored).toEqual(['files.wipe,constructor'])
  })

  test('[POL-1] cannot be widened in the same session, and the try is logged', async () => {
    const { told, ignored } = await offeredBy([
      [['view', 'clipboard'], 'at-start'],
      [['view'], 'each'],
      [['view', 'control', 'clipboard'], 'at-start'],
    ])
    expect(told).toEqual([
      [['view', 'clipboard'], 'at-start'],
      [['view'], 'each'],
      [['view'], 'each'],
    ])
    expect(ignored).toEqual(['control,clipboard'])
  })
})

describe('[B7] declining', () => {
  async function declinable() {
    const stack = new AsyncDisposableStack()
    const broker = stack.use(await TestBroker.start())
    const proxy = stack.use(await FaultProxy.to(broker.url, { tape: true }))
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const row = async () => (await technician.sessions()).find((session) => session.id === id)
    return { proxy, row, ...newLink(proxy.url, pin), [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  test('ends the session at the broker, and nothing else happens here', async () => {
    await using customer = await declinable()
    expect(await customer.link.decline(DECLINED)).toBe(DECLINED)
    expect(await customer.row()).toMatchObject({ status: 'Aborted', reason: 'suspected_scam' })
    expect(customer.heard).toEqual(['ended'])
  })

  test('with answers that are lost is tried three times, and the technician knows', async () => {
    await using customer = await declinable()
    await cutAnswers(customer.proxy)
    const before = customer.proxy.tapes.length
    const declining = customer.link.decline(DECLINED)
    await until(() => {
      // Time passes between two tries alone: however slow this computer is, ten seconds are not over before the third.
      if (customer.heard.length === customer.proxy.tapes.length - before) customer.clock.advance(100)
      return customer.heard.at(-1) === 'ended'
    }, 'the end')
    expect(await declining).toBe(DECLINED)
    expect(customer.proxy.tapes.filter(({ toClient }) => toClient.includes('session-ended'))).toHaveLength(3)
    expect(await customer.row()).toMatchObject({ status: 'Aborted', reason: 'suspected_scam' })
  })

  test('of a PIN that is not good is over just as well', async () => {
    await using broker = await TestBroker.start()
    expect(await newLink(broker.url, '000000').link.decline(DECLINED)).toBe(DECLINED)
  })

  test('without anybody who answers is over after three tries, or after ten seconds', async () => {
    await using customer = await declinable()
    customer.proxy.refuses = true
    const declining = customer.link.decline(DECLINED)
    await until(() => {
      customer.clock.advance(100)
      return customer.heard.at(-1) === 'ended'
    }, 'the end')
    expect(await declining).toBe(DECLINED)
    expect((await customer.row())?.status).toBe('Connecting')

    using silent = await hostileBroker(() => {})
    const { clock, link } = newLink(silent.url, '123456')
    const waiting = link.decline(DECLINED)
    await until(() => silent.said.length > 0, 'the word')
    clock.advance(10_000)
    expect(await waiting).toBe(DECLINED)
  })

  test('is not talked out of by a broker that opens a session all the same', async () => {
    using broker = await hostileBroker((socket) => {
      socket.send(registeredWith(['view', 'control'], 'each'))
      socket.send(JSON.stringify({ type: 'session-started', technician: 'Mallory' }))
      socket.send(JSON.stringify({ type: 'stream-opened', stream: 1, technician: 'Mallory' }))
    })
    const { clock, heard, link } = newLink(broker.url, '123456')
    const declining = link.decline(DECLINED)
    await until(() => {
      clock.advance(100)
      return heard.at(-1) === 'ended'
    }, 'the end')
    expect(await declining).toBe(DECLINED)
    expect(heard.filter((each) => each !== 'contact-lost')).toEqual(['ended'])
    expect(new Set(broker.said)).toEqual(new Set(['pin-declined']))
  })
})
