import { expect, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

test('[B10] an applet that sees nothing happen ends the session as timed out, also while its screen is open', async () => {
  await using broker = await TestBroker.start()
  const { technician, id, applet, screen } = await broker.openScreen()
  applet.say({ type: 'session-idled' })
  expect(await applet.hears('session-ended')).toMatchObject({ by: 'broker', reason: 'idle_timeout' })
  expect((await applet.closes())?.name).toBe('ended')
  expect((await screen.closes())?.name).toBe('ended')
  expect(await technician.sessions()).toMatchObject([{ id, status: 'Timed out', reason: 'idle_timeout' }])
  expect((await technician.log(id)).at(-1)).toBe('Timed out, ended by the broker: nothing happened for too long')
})

test('[B10] an applet that nobody started cannot be idle: it goes on waiting', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const applet = await broker.applet(pin)
  await applet.hears('session-registered')
  applet.say({ type: 'session-idled' })
  // Answered in order: when this is there, the word before it was heard.
  applet.say({ type: 'customer-left' })
  expect(await applet.hears('session-ended')).toMatchObject({ by: 'customer' })
  expect(await technician.status(id)).toBe('Closed by waiting customer')
})

test('[B10] nobody is idle before they are registered', async () => {
  await using broker = await TestBroker.start()
  const applet = await broker.appletSocket()
  applet.say({ type: 'session-idled' })
  await until(() => applet.closedWith !== undefined, 'the end')
  expect(applet.closedWith?.name).toBe('protocol-error')
})
