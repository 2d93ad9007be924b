import { expect, test } from 'vitest'
import { allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

test('PIN, Start, Yes, picture, input, end: the main job', async () => {
  await using session = await startSession()
  const { screen, applet, technician, id } = session

  await allow(session, 'control')
  await until(() => screen.updates.length >= 3, 'three updates')
  expect(screen.updates[0]?.keyframe).toBe(true)
  expect(screen.all('screen-described')).toMatchObject([{ epoch: 1, width: 1280, height: 720 }])

  screen.send({ type: 'button-pressed', x: 10, y: 20, button: 'left' })
  screen.send({ type: 'text-entered', text: 'é ß 漢 😀' })
  await until(() => applet.input.length === 2, 'two inputs')
  expect(applet.input).toEqual([
    { type: 'button-pressed', x: 10, y: 20, button: 'left' },
    { type: 'text-entered', text: 'é ß 漢 😀' },
  ])

  await technician.post(`/api/sessions/${id}/end`)
  expect(await applet.ended).toMatchObject({ by: 'technician', reason: 'ended', exitStatus: 0 })
  expect(await technician.status(id)).toBe('Closed by technician')
  expect(applet.events.filter(({ event }) => event === 'status').map(({ status }) => status)).toEqual([
    'connecting',
    'waiting',
    'active',
    'ended',
  ])
})

test('[P8] the applet stops after two unacknowledged updates and goes on with the newest picture', async () => {
  await using session = await startSession()
  const { screen } = session
  screen.acknowledges = false
  await allow(session, 'view')
  await until(() => screen.updates.length === 2, 'two updates')
  // The synthetic screen changes ten times a second: what would come comes within this time.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(screen.updates).toHaveLength(2)
  screen.send({ type: 'update-painted', seq: 2 })
  await until(() => screen.updates.length === 4, 'two more')
  const [, second, third] = screen.updates
  expect((third?.capturedAt ?? 0) - (second?.capturedAt ?? 0)).toBeGreaterThan(400)
})
