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

test('a question stays while the line is cut, and the answer arrives when it is back', async () => {
  await using session = await startSession()
  const { screen, applet, technician, id } = session
  screen.send({ type: 'permission-requested', permission: 'view' })
  const prompt = await applet.customer.nextPrompt()
  screen.kill()
  await until(() => screen.cuts === 1, 'the cut')
  expect(prompt.closed.aborted).toBe(false)
  prompt.answer('yes')
  await screen.reconnect(technician, id)
  await until(() => screen.all('permission-answered').length === 1, 'the answer')
  expect(screen.all('permission-answered')).toEqual([
    { type: 'permission-answered', permission: 'view', answer: 'yes' },
  ])
  await until(() => screen.updates.length > 0, 'a picture')
})

test('[D3] [S8] the same page comes back after a cut without digits, with its grants and a whole picture', async () => {
  await using session = await startSession()
  const { screen, applet, technician, id } = session
  await allow(session, 'view')
  await until(() => screen.updates.length > 0, 'a picture')
  screen.kill()
  await until(() => applet.log.entries.at(-1)?.kind === 'connection-cut', 'the cut in the log')
  const before = screen.updates.length
  await screen.reconnect(technician, id)
  await until(() => screen.updates.length > before, 'a picture on the new line')
  expect(screen.updates[before]?.keyframe).toBe(true)
  expect(screen.opened.at(-1)).toEqual({ verified: true, resumed: true })
  expect(applet.customer.granted).toEqual(['view'])
  expect(applet.log.entries.map(({ kind }) => kind)).toContain('connection-resumed')
})

test('[P1] [MULTI-1] a page that is opened anew takes over with nothing granted, and has to know new digits', async () => {
  await using session = await startSession()
  const { screen, applet, technician, id } = session
  await allow(session, 'control')
  const digits = new Set([applet.customer.code])
  const again = await TestScreen.open(technician, id)
  await until(() => applet.customer.code !== undefined && again.codeWanted, 'new digits')
  expect(digits).not.toContain(applet.customer.code)
  expect(applet.customer.granted).toEqual([])
  await until(() => screen.closed !== undefined, 'the end of the old page')
  await again.verify(applet.customer)
  await until(() => again.all('permissions-changed').length > 0, 'what is granted')
  expect(again.all('permissions-changed').at(-1)?.granted).toEqual([])
  expect(again.updates).toEqual([])
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
