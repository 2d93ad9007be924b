import { expect, test } from 'vitest'
import { TestScreen } from '../support/test-screen.ts'
import { allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

test('[P9] a console killed in the middle of a drag leaves no key or button down', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  await allow(session, 'control')
  await until(() => screen.updates.length > 0, 'a picture')
  screen.send({ type: 'button-pressed', x: 5, y: 5, button: 'left' })
  screen.send({ type: 'key-pressed', code: 'ShiftLeft' })
  await until(() => applet.input.length === 2, 'press and key')
  screen.kill()
  await until(() => applet.input.at(-1)?.type === 'released-all', 'everything let go')
  expect(applet.input.at(-1)).toEqual({ type: 'released-all', held: ['left', 'ShiftLeft'] })
})

test('a question whose page is gone is taken off the screen with No', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  screen.send({ type: 'permission-requested', permission: 'control' })
  const prompt = await applet.customer.nextPrompt()
  screen.kill()
  await until(() => prompt.closed.aborted, 'the question closed')
  prompt.answer('yes')
  await until(() => applet.log.entries.at(-1)?.kind === 'permission-no', 'No in the log')
  expect(applet.customer.granted).toEqual([])
})

test('a page that is opened again takes over, with the grants the customer gave', async () => {
  await using session = await startSession()
  const { screen, technician, id } = session
  await allow(session, 'view')
  await until(() => screen.updates.length > 0, 'a picture')
  const again = await TestScreen.open(technician, id)
  await until(() => again.updates.length > 0, 'a picture on the new page')
  expect(again.updates[0]?.keyframe).toBe(true)
  expect(again.all('permissions-changed')[0]?.granted).toEqual(['view'])
  await until(() => screen.closed !== undefined, 'the end of the old page')
})

test('[P11] a point outside the screen is refused by name and nothing else happens', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  await allow(session, 'control')
  await until(() => screen.updates.length > 0, 'a picture')
  screen.send({ type: 'pointer-moved', x: 1280, y: 0 })
  expect(await screen.next('input-refused')).toMatchObject({ reason: 'outside-screen', count: 1 })
  expect(applet.input).toEqual([])
})
