import { expect, test } from 'vitest'
import { ENVELOPE_BYTES, writeEnvelope } from '../../src/protocol/broker/relay-envelope.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

test('a session from PIN to end: claimed, started, bytes both ways, ended by the technician', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const list = await technician.listSocket()
  expect((await list.hears('sessions-listed')).sessions).toEqual([])

  const { id, pin } = await technician.newSession()
  expect(pin).toMatch(/^[1-9]\d{5}$/)
  expect((await list.hears('session-changed')).session).toMatchObject({ id, status: 'Connecting', pin })

  const applet = await broker.applet(pin)
  const registered = await applet.hears('session-registered')
  expect(registered).toMatchObject({ sessionId: id, status: 'Waiting', company: 'Test & Sons' })
  expect(await technician.status(id)).toBe('Waiting')

  expect((await technician.post(`/api/sessions/${id}/start`)).status).toBe(200)
  expect((await applet.hears('session-started')).technician).toBe('Tess Technician')

  const screen = await technician.screenSocket(id)
  const { stream } = await screen.hears('stream-opened')
  expect((await applet.hears('stream-opened')).stream).toBe(stream)

  const message = new Uint8Array(ENVELOPE_BYTES + 3).fill(7)
  writeEnvelope(message, stream)
  applet.socket.send(message)
  screen.socket.send(message)
  await until(() => screen.binaries.length === 1 && applet.binaries.length === 1, 'bytes at both ends')
  expect([screen.binaries[0], applet.binaries[0]]).toEqual([Buffer.from(message), Buffer.from(message)])

  expect((await technician.post(`/api/sessions/${id}/end`)).status).toBe(200)
  expect(await applet.hears('session-ended')).toMatchObject({ by: 'technician', reason: 'ended' })
  expect((await applet.closes())?.name).toBe('ended')
  expect((await screen.closes())?.name).toBe('ended')
  expect(await technician.log(id)).toEqual([
    `PIN code ${pin} created`,
    'Customer connected',
    'Session started by Tess Technician',
    'Closed by technician, ended by the technician',
  ])
})
