import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { BrokerLink } from '../../../../src/applet/session/broker-link.ts'
import { Traffic } from '../../../../src/applet/session/traffic.ts'
import { silentLogger } from '../../../../src/base/logger.ts'
import { CLOSE_CODES } from '../../../../src/protocol/close-code.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { until } from '../../../support/until.ts'

function newLink(url: string, pin: string) {
  const parts = { broker: new URL(url), authorities: undefined, pin, program: 'test', platform: 'Linux' }
  const link = new BrokerLink({
    ...parts,
    clock: new FakeClock(),
    traffic: new Traffic(),
    log: silentLogger('applet.session'),
  })
  const heard: string[] = []
  link.on('session', ({ type }) => heard.push(type))
  return { link, heard }
}

/** Whoever connects, and what they say first. */
async function doorway() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const visitors: WebSocket[] = []
  const said: { readonly by: WebSocket; readonly type: string }[] = []
  const left: number[] = []
  server.on('connection', (socket) => {
    visitors.push(socket)
    socket.on('message', (data) => said.push({ by: socket, type: JSON.parse(String(data)).type }))
    socket.on('close', (code) => left.push(code))
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...{ url: `http://127.0.0.1:${port}`, visitors, said, left },
    [Symbol.dispose]: () => {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

describe('a connection that is made before it is certain that there will be a session', () => {
  test('is the one on which the code is claimed', async () => {
    using door = await doorway()
    const { link } = newLink(door.url, '123456')
    using _ahead = link.prepare()
    await until(() => door.visitors.length === 1, 'the connection')
    void link.run()
    await until(() => door.said.length === 1, 'the claim')
    expect(door.said).toEqual([{ by: door.visitors[0], type: 'pin-presented' }])
    expect(door.visitors).toHaveLength(1)
  })

  test('says nothing, and is closed when there is none', async () => {
    using door = await doorway()
    const { link } = newLink(door.url, '123456')
    const ahead = link.prepare()
    await until(() => door.visitors.length === 1, 'the connection')
    ahead[Symbol.dispose]()
    await until(() => door.left.length === 1, 'its end')
    expect(door.said).toEqual([])
    expect(door.left).toEqual([CLOSE_CODES.ended])
  })

  test('is not missed when the broker has lost its patience meanwhile', async () => {
    using door = await doorway()
    const { link } = newLink(door.url, '123456')
    using _ahead = link.prepare()
    await until(() => door.visitors.length === 1, 'the connection')
    door.visitors[0]?.close(CLOSE_CODES['first-message-late'])
    await until(() => door.left.length === 1, 'its end')
    void link.run()
    await until(() => door.said.length === 1, 'the claim')
    expect(door.said[0]).toEqual({ by: door.visitors[1], type: 'pin-presented' })
  })

  test('is left when whoever is there does not wait for the first word', async () => {
    using door = await doorway()
    const { link, heard } = newLink(door.url, '123456')
    using _ahead = link.prepare()
    await until(() => door.visitors.length === 1, 'the connection')
    door.visitors[0]?.send(JSON.stringify({ type: 'session-ended', by: 'technician', reason: 'ended' }))
    await until(() => door.left.length === 1, 'its end')
    expect(door.left).toEqual([CLOSE_CODES['protocol-error']])
    expect(heard).toEqual([])
  })
})
