import { describe, expect, test } from 'vitest'
import { SOCKET_PATHS, SOCKET_PROTOCOL } from '../../src/protocol/broker/http-api.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'
import { WireClient } from '../support/wire-client.ts'

const CONSOLE_PATHS = [SOCKET_PATHS.sessions, SOCKET_PATHS.screen]

describe('[WS-1] [B6] a console’s socket', () => {
  test.each(CONSOLE_PATHS)('%s is refused to foreign pages and to what names no page', async (path) => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    for (const origin of ['https://evil.example', broker.url.replace(/\d+$/, '1'), 'null', '']) {
      const ticket = await technician.ticket({ purpose: 'sessions' })
      await expect(technician.openSocket(path, ticket, origin)).rejects.toThrow('403')
    }
    await expect(WireClient.open(broker.url + path)).rejects.toThrow('403')
  })

  test('opens under each name of this computer', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const origin = broker.url.replace('127.0.0.1', host)
      const list = await technician.openSocket(
        SOCKET_PATHS.sessions,
        await technician.ticket({ purpose: 'sessions' }),
        origin,
      )
      await list.hears('sessions-listed')
      expect(list.socket.protocol).toBe(SOCKET_PROTOCOL)
    }
  })

  test('closes without a ticket, with a used, foreign, expired or nonsense one, and with one for another purpose', async () => {
    const clock = new FakeClock()
    await using broker = await TestBroker.start({ clock })
    const technician = await broker.technician()
    const open = async (ticket: string) => (await technician.openSocket(SOCKET_PATHS.sessions, ticket)).closes()
    const used = await technician.ticket({ purpose: 'sessions' })
    await technician.openSocket(SOCKET_PATHS.sessions, used)
    const expired = await technician.ticket({ purpose: 'sessions' })
    clock.advance(30_000)
    const { id } = await technician.newSession()
    const forScreen = await technician.ticket({ purpose: 'screen', sessionId: id })
    for (const ticket of [used, expired, forScreen, 'nonsense']) {
      expect((await open(ticket))?.name).toBe('ticket-refused')
    }
    const bare = await WireClient.open(broker.url + SOCKET_PATHS.sessions, [SOCKET_PROTOCOL], { origin: broker.url })
    expect((await bare.closes())?.name).toBe('ticket-refused')
  })
})

test('[WS-1] the applet’s socket is closed to pages, ours included', async () => {
  await using broker = await TestBroker.start()
  for (const origin of [broker.url, 'https://evil.example', 'null']) {
    await expect(broker.appletSocket({ origin })).rejects.toThrow('403')
  }
})

test('other paths are no sockets', async () => {
  await using broker = await TestBroker.start()
  for (const path of ['/', '/socket', '/socket/applet/', '/socket/Applet', '//socket/applet', '/api/sessions']) {
    await expect(WireClient.open(broker.url + path)).rejects.toThrow('404')
  }
})

test('[SLOW-1] an address has 64 sockets at most that proved nothing', async () => {
  await using broker = await TestBroker.start()
  const sockets = await Promise.all(Array.from({ length: 64 }, () => broker.appletSocket()))
  await expect(broker.appletSocket()).rejects.toThrow('429')
  await sockets[0]?.close()
  const isLetIn = () =>
    broker.appletSocket().then(
      () => true,
      () => false,
    )
  await until(isLetIn, 'its place')
})

describe('a screen’s socket', () => {
  test('opens only while the session is active', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    expect((await (await technician.screenSocket(id)).closes())?.name).toBe('peer-left')
    const applet = await broker.applet(pin)
    await applet.hears('session-registered')
    expect((await (await technician.screenSocket(id)).closes())?.name).toBe('peer-left')
    await technician.post(`/api/sessions/${id}/start`)
    await (await technician.screenSocket(id)).hears('stream-opened')
    applet.say({ type: 'customer-left' })
    await applet.hears('session-ended')
    expect((await (await technician.screenSocket(id)).closes())?.name).toBe('ended')
  })

  test('gives way to a newer one of the same technician; to the applet it is merely away', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, screen: older, stream } = await broker.openScreen()
    const newer = await technician.screenSocket(id)
    expect((await older.closes())?.name).toBe('replaced')
    expect(await applet.hears('stream-closed')).toEqual({ type: 'stream-closed', stream, code: 'peer-left' })
    expect((await newer.hears('stream-opened')).stream).not.toBe(stream)
  })

  test('closes when the applet gives its stream up', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, screen, stream } = await broker.openScreen()
    applet.say({ type: 'stream-closed', stream: stream + 1, code: 'protocol-error' })
    applet.say({ type: 'stream-closed', stream, code: 'protocol-error' })
    expect((await screen.closes())?.name).toBe('protocol-error')
    expect(await technician.status(id)).toBe('Active')
  })
})
