import { expect, test } from 'vitest'
import { TestApplet } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

test('[B4] a broker restarted while an applet waits: it comes back by itself and can be started', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  await using applet = new TestApplet({ url: broker.url, pin })
  await applet.untilStatus('waiting')
  await broker.restart()
  await until(() => applet.customer.statuses.length === 4, 'the applet to go and come back')
  await until(async () => (await technician.status(id)) === 'Waiting', 'the row waiting')
  expect(applet.customer.statuses).toEqual(['connecting', 'waiting', 'reconnecting', 'waiting'])
  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
})

test('a broker restarted in an active session: the same page goes on without digits, with the grants the customer gave', async () => {
  await using session = await startSession()
  const { broker, technician, applet, screen, id } = session
  await allow(session, 'view')
  await until(() => screen.updates.length > 0, 'a picture')
  await broker.restart()
  await until(async () => (await technician.status(id)) === 'Active', 'the row active')
  const before = screen.updates.length
  await screen.reconnect(technician, id)
  await until(() => screen.updates.length > before, 'a picture on the new line')
  expect(screen.opened.at(-1)).toEqual({ verified: true, resumed: true })
  expect(applet.customer.statuses.slice(-2)).toEqual(['reconnecting', 'active'])
})
