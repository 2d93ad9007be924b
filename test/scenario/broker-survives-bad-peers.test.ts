import { describe, expect, test } from 'vitest'
import type { BrokerLayerMessage } from '../../src/protocol/broker/catalog.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { claimOf } from '../support/claim.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import type { WireClient } from '../support/wire-client.ts'

const claim = (changes: object) => JSON.stringify({ ...claimOf('123456'), ...changes })

/** What it is, what is sent as the very first message, and the name under which the socket closes. */
const FIRST_MESSAGES: readonly [string, string | Buffer, string][] = [
  ['no JSON', 'hello', 'protocol-error'],
  ['no object', '[1,2]', 'protocol-error'],
  ['no type', '{}', 'protocol-error'],
  ['an unknown message', '{"type":"root-requested"}', 'protocol-error'],
  ['a name of every object', '{"type":"constructor"}', 'protocol-error'],
  ['a message only the broker may send', '{"type":"session-started","technician":"x"}', 'protocol-error'],
  ['a message for later', '{"type":"customer-left"}', 'protocol-error'],
  ['a field that does not fit', claim({ program: '' }), 'protocol-error'],
  ['a claim key that is too short', claim({ claimKey: 'x'.repeat(42) }), 'protocol-error'],
  ['a PIN that is a number', claim({ pin: 123456 }), 'pin-malformed'],
  ['a version from the future', claim({ version: 999 }), 'version-unsupported'],
  ['peer bytes', Buffer.alloc(64), 'protocol-error'],
  ['more than 4 KiB', claim({ program: 'x'.repeat(5000) }), 'message-too-large'],
]

async function registeredApplet(broker: TestBroker) {
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const applet = await broker.applet(pin)
  await applet.hears('session-registered')
  return { technician, id, applet }
}

describe('[PRE-1] [B2] the first message', () => {
  test.each(FIRST_MESSAGES)('%s closes the socket by name, and no other', async (_what, first, name) => {
    await using broker = await TestBroker.start()
    const { technician, id } = await registeredApplet(broker)
    const bad = await broker.appletSocket()
    bad.socket.send(first)
    expect((await bad.closes())?.name).toBe(name)
    expect(await technician.status(id)).toBe('Waiting')
  })

  test('that does not come within ten seconds closes the socket', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const silent = await broker.appletSocket()
    clock.advance(LIMITS.firstMessageMs)
    expect((await silent.closes())?.name).toBe('first-message-late')
  })

  test('followed by another before the answer closes the socket', async () => {
    await using broker = await TestBroker.start()
    const hasty = await broker.appletSocket()
    hasty.socket.send(claim({}))
    hasty.socket.send(claim({}))
    expect((await hasty.closes())?.name).toMatch(/^(protocol-error|pin-unknown)$/)
  })
})

describe('a registered applet', () => {
  const breaks = async (send: (applet: WireClient) => void) => {
    await using broker = await TestBroker.start()
    const other = await registeredApplet(broker)
    const { applet, technician, id } = await registeredApplet(broker)
    send(applet)
    const closed = await applet.closes()
    expect(await technician.status(id)).toBe('Reconnecting')
    expect(await other.technician.status(other.id)).toBe('Waiting')
    return closed
  }

  test('that presents another PIN is cut', async () => {
    expect((await breaks((applet) => applet.socket.send(claim({}))))?.name).toBe('protocol-error')
  })

  test('whose envelope is malformed is cut', async () => {
    expect((await breaks((applet) => applet.socket.send(Buffer.alloc(3))))?.name).toBe('protocol-error')
  })

  test('[LIM-1] whose text is too long is cut', async () => {
    const text = JSON.stringify({ type: 'heartbeat-sent', time: 1, pad: 'x'.repeat(LIMITS.controlMessageBytes) })
    expect((await breaks((applet) => applet.socket.send(text)))?.name).toBe('message-too-large')
  })

  test('[LIM-1] whose message is above 1 MiB is cut, with the code WebSockets have for that', async () => {
    const closed = await breaks((applet) => applet.socket.send(Buffer.alloc(LIMITS.socketMessageBytes + 1)))
    expect(closed?.code).toBe(1009)
  })

  test('whose text is no UTF-8 is cut', async () => {
    const closed = await breaks((applet) => applet.socket.send(Buffer.from([0xff, 0xfe]), { binary: false }))
    expect(closed?.code).toBe(1007)
  })
})

test('[SLOW-1] [B5] a peer that shows no sign of life, or half a frame only, is gone after ten seconds', async () => {
  const clock = new FakeClock()
  await using broker = await TestBroker.start({ clock })
  const { technician, id, applet } = await registeredApplet(broker)
  applet.socket.pause()
  clock.advance(LIMITS.silenceMs + LIMITS.heartbeatMs)
  applet.socket.resume()
  expect((await applet.closes())?.name).toBe('peer-silent')
  expect(await technician.status(id)).toBe('Reconnecting')
})

test('a console that says anything but a heartbeat is cut', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const messages: BrokerLayerMessage[] = [
    { type: 'customer-left' },
    { type: 'stream-closed', stream: 1, code: 'ended' },
  ]
  for (const message of messages) {
    const list = await technician.listSocket()
    list.say(message)
    expect((await list.closes())?.name).toBe('protocol-error')
  }
  const list = await technician.listSocket()
  list.socket.send(Buffer.alloc(16))
  expect((await list.closes())?.name).toBe('protocol-error')
})
