import { describe, expect, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

async function waitingSession(broker: TestBroker) {
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const applet = await broker.applet(pin)
  const { resumeKey } = await applet.hears('session-registered')
  return { technician, id, pin, applet, resumeKey }
}

describe('[REC-2] the broker restarts', () => {
  test('an applet that waits is told, comes back with its key, and can be started', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, resumeKey } = await waitingSession(broker)
    await broker.restart()
    expect((await applet.closes())?.name).toBe('shutting-down')
    expect(await technician.status(id)).toBe('Reconnecting')
    const back = await broker.returningApplet(id, resumeKey)
    expect((await back.hears('session-registered')).status).toBe('Waiting')
    await technician.post(`/api/sessions/${id}/start`)
    await back.hears('session-started')
  })

  test('an active session goes on, and a PIN that nobody used yet still works', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, resumeKey } = await waitingSession(broker)
    await technician.post(`/api/sessions/${id}/start`)
    const unused = await technician.newSession()
    await broker.restart()
    const back = await broker.returningApplet(id, resumeKey)
    expect((await back.hears('session-registered')).status).toBe('Active')
    await (await broker.applet(unused.pin)).hears('session-registered')
  })
})

describe('an applet comes back', () => {
  test('with a new key each time; the one before works until the new one was shown', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, resumeKey } = await waitingSession(broker)
    applet.socket.terminate()
    await until(async () => (await technician.status(id)) === 'Reconnecting', 'Reconnecting')
    const cut = await broker.returningApplet(id, resumeKey)
    const second = await cut.hears('session-registered')
    expect(second.resumeKey).not.toBe(resumeKey)
    cut.socket.terminate()

    const back = await broker.returningApplet(id, resumeKey)
    await back.hears('session-registered')
    back.say({ type: 'heartbeat-sent', time: 0 })
    await until(async () => {
      const late = await broker.returningApplet(id, resumeKey)
      await until(() => late.closedWith !== undefined || late.messages.length > 0, 'an answer')
      return late.closedWith?.name === 'resume-refused'
    }, 'the first key to be refused')
  })

  test('before its old line was noticed to be dead: the newer line takes over', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, resumeKey } = await waitingSession(broker)
    const back = await broker.returningApplet(id, resumeKey)
    expect((await back.hears('session-registered')).status).toBe('Waiting')
    expect((await applet.closes())?.name).toBe('replaced')
    expect(await technician.status(id)).toBe('Waiting')
    expect((await technician.log(id)).slice(-2)).toEqual(['Contact with the customer lost', 'Customer is back'])
  })

  test('after the technician ended the session: it learns how', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, resumeKey } = await waitingSession(broker)
    applet.socket.terminate()
    await until(async () => (await technician.status(id)) === 'Reconnecting', 'Reconnecting')
    await technician.post(`/api/sessions/${id}/end`)
    await technician.post(`/api/sessions/${id}/remove`)
    const back = await broker.returningApplet(id, resumeKey)
    expect(await back.hears('session-ended')).toMatchObject({ by: 'technician', reason: 'ended' })
    expect((await back.closes())?.name).toBe('ended')
  })

  test('with a wrong key, or for no session: refused', async () => {
    await using broker = await TestBroker.start()
    const { id } = await waitingSession(broker)
    const wrongKey = await broker.returningApplet(id, 'A'.repeat(43))
    const noSession = await broker.returningApplet('0'.repeat(32), 'A'.repeat(43))
    expect((await wrongKey.closes())?.name).toBe('resume-refused')
    expect((await noSession.closes())?.name).toBe('resume-refused')
  })
})
