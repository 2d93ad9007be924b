import { expect, test } from 'vitest'
import { allow, startSession, type TestSession, untilRow } from '../support/test-session.ts'
import { until } from '../support/until.ts'

const statuses = ({ applet }: TestSession) =>
  applet.events.flatMap(({ event, status }) => (event === 'status' ? [status] : []))

test('[B8] on hold nothing is seen and nothing is granted; after Start the same page goes on without new digits', async () => {
  await using session = await startSession()
  const { technician, applet, screen, id } = session
  await allow(session, 'control')
  await until(() => screen.updates.length > 0, 'a picture')

  await technician.post(`/api/sessions/${id}/hold`)
  await applet.untilStatus('on-hold')
  await until(() => screen.cuts === 1, 'the end of the stream')
  expect(applet.customer.granted).toEqual([])
  // What they write meanwhile arrives when the technician is back.
  applet.customer.write('Are you still there?')

  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  const seen = screen.updates.length
  await screen.reconnect(technician, id)
  await until(() => screen.all('chat-said').length === 1, 'what the customer wrote')
  expect(screen.opened).toEqual([
    { verified: true, resumed: false },
    { verified: true, resumed: true },
  ])
  expect(applet.customer.granted).toEqual([])
  expect(screen.updates).toHaveLength(seen)
  await allow(session, 'view')
  await until(() => screen.updates.length > seen, 'a picture')
  expect(statuses(session)).toEqual(['connecting', 'waiting', 'active', 'on-hold', 'active'])
})

test('[B8] the customer ends a session that is on hold', async () => {
  await using session = await startSession()
  await session.technician.post(`/api/sessions/${session.id}/hold`)
  await session.applet.untilStatus('on-hold')
  session.applet.customer.pressSmallX()
  expect(await session.applet.ended).toMatchObject({ by: 'customer', exitStatus: 0 })
  await untilRow(session, 'Closed by active customer')
})
