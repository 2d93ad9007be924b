import { describe, expect, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const TESS = 'Tess Technician'

/** A session on hold whose applet was told so; everything that was said before is forgotten. */
async function heldSession(broker: TestBroker) {
  const session = await broker.openScreen()
  const { resumeKey } = await session.applet.hears('session-registered')
  expect((await session.technician.post(`/api/sessions/${session.id}/hold`)).status).toBe(200)
  await session.applet.hears('session-held')
  await session.applet.hears('stream-closed')
  await session.screen.closes()
  session.applet.forget()
  return { ...session, resumeKey }
}

type Held = Awaited<ReturnType<typeof heldSession>>

/** The applet's line is cut, and the broker has noticed. */
async function loseApplet({ applet, technician, id }: Held): Promise<void> {
  applet.socket.terminate()
  await until(async () => (await technician.log(id)).at(-1) === 'Contact with the customer lost', 'the loss')
}

describe('[B8] Hold', () => {
  test('is told to the applet and the list, and ends the stream; Start goes on', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet, screen, stream } = await broker.openScreen()
    const list = await technician.listSocket()
    await list.hears('sessions-listed')

    expect((await technician.post(`/api/sessions/${id}/hold`)).status).toBe(200)
    expect((await applet.hears('session-held')).technician).toBe(TESS)
    // To the applet the page is away, and may come back.
    expect(await applet.hears('stream-closed')).toMatchObject({ stream, code: 'peer-left' })
    expect((await screen.closes())?.name).toBe('on-hold')
    expect((await list.hears('session-changed')).session).toMatchObject({ id, status: 'On Hold' })

    applet.forget()
    expect((await technician.post(`/api/sessions/${id}/start`)).status).toBe(200)
    expect((await applet.hears('session-started')).technician).toBe(TESS)
    const again = await technician.screenSocket(id)
    expect((await applet.hears('stream-opened')).stream).toBe((await again.hears('stream-opened')).stream)
    expect((await technician.log(id)).slice(-3)).toEqual([
      `Session started by ${TESS}`,
      `Put on hold by ${TESS}`,
      `Session started by ${TESS}`,
    ])
  })

  test('lets no page in', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet } = await heldSession(broker)
    const screen = await technician.screenSocket(id)
    expect((await screen.closes())?.name).toBe('on-hold')
    expect([...screen.messages, ...applet.messages]).toEqual([])
  })

  test('is possible in an active session alone, and for its own technician', async () => {
    await using broker = await TestBroker.start()
    const technician = await broker.technician()
    const { id, pin } = await technician.newSession()
    const hold = async (by = technician) => (await by.post(`/api/sessions/${id}/hold`)).status
    expect(await hold()).toBe(409)
    await (await broker.applet(pin)).hears('session-registered')
    expect(await hold()).toBe(409)
    await technician.post(`/api/sessions/${id}/start`)
    expect(await hold(await broker.technician('Theo'))).toBe(404)
    expect(await hold()).toBe(200)
    expect(await hold()).toBe(409)
  })
})

describe('[B8] on hold the customer’s line is cut', () => {
  test('which changes nothing; who comes back is told that it is still on hold', async () => {
    await using broker = await TestBroker.start()
    const held = await heldSession(broker)
    const { technician, id, resumeKey } = held
    const { since } = (await technician.sessions())[0] ?? {}
    await loseApplet(held)
    expect(await technician.sessions()).toMatchObject([{ id, status: 'On Hold', since }])

    const back = await broker.returningApplet(id, resumeKey)
    expect((await back.hears('session-registered')).status).toBe('On Hold')
    expect((await back.hears('session-held')).technician).toBe(TESS)
    expect(await technician.sessions()).toMatchObject([{ id, status: 'On Hold', since }])
    await technician.post(`/api/sessions/${id}/start`)
    await back.hears('session-started')
  })

  test('Start then waits for them: Reconnecting, and Active when they are back', async () => {
    await using broker = await TestBroker.start()
    const held = await heldSession(broker)
    const { technician, id, resumeKey } = held
    await loseApplet(held)
    expect((await technician.post(`/api/sessions/${id}/start`)).status).toBe(200)
    expect(await technician.status(id)).toBe('Reconnecting')

    const back = await broker.returningApplet(id, resumeKey)
    expect((await back.hears('session-registered')).status).toBe('Active')
    expect((await back.hears('session-started')).technician).toBe(TESS)
    expect(await technician.status(id)).toBe('Active')
  })

  test('by a restart of the broker, more than once', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, resumeKey } = await heldSession(broker)
    for (let restarts = 0; restarts < 2; restarts += 1) {
      await broker.restart()
      expect(await technician.status(id)).toBe('On Hold')
    }
    const back = await broker.returningApplet(id, resumeKey)
    expect((await back.hears('session-registered')).status).toBe('On Hold')
  })
})

describe('[B8] either side ends a session on hold', () => {
  test('the technician', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet } = await heldSession(broker)
    await technician.post(`/api/sessions/${id}/end`)
    expect(await applet.hears('session-ended')).toMatchObject({ by: 'technician', reason: 'ended' })
    expect(await technician.status(id)).toBe('Closed by technician')
  })

  test('the customer', async () => {
    await using broker = await TestBroker.start()
    const { technician, id, applet } = await heldSession(broker)
    applet.say({ type: 'customer-left' })
    expect(await applet.hears('session-ended')).toMatchObject({ by: 'customer', reason: 'ended' })
    expect(await technician.status(id)).toBe('Closed by active customer')
  })
})

test('[B8] an applet that never heard of Start is told of it when it is back', async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const applet = await broker.applet(pin)
  const { resumeKey } = await applet.hears('session-registered')
  // Nothing arrives there any more, and the broker does not know it yet.
  applet.socket.pause()
  await technician.post(`/api/sessions/${id}/start`)
  const back = await broker.returningApplet(id, resumeKey)
  expect((await back.hears('session-registered')).status).toBe('Active')
  expect((await back.hears('session-started')).technician).toBe(TESS)
  applet.socket.terminate()
})
