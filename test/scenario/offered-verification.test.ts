import { expect, test } from 'vitest'
import { allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

async function unverifiedSession() {
  const session = await startSession({ verification: 'offered', verified: false })
  await until(() => session.screen.opened.length === 1, 'keys')
  return session
}

test('[S6] unverified: chat, and the screen after a Yes that was warned of; nothing more, and nothing of the log', async () => {
  await using session = await unverifiedSession()
  const { screen, applet } = session
  expect(screen.opened).toEqual([{ verified: false, resumed: false }])
  screen.send({ type: 'chat-said', time: 0, text: 'Hello' })
  await until(() => applet.customer.chat.length === 1, 'the chat')
  expect(applet.customer.chat[0]).toMatchObject({ name: 'Tess Technician (not verified)', text: 'Hello' })

  screen.send({ type: 'permission-requested', permission: 'control' })
  await until(() => screen.all('permission-answered').length === 1, 'the answer')
  expect(screen.all('permission-answered')[0]).toMatchObject({ permission: 'control', answer: 'no' })
  expect(applet.customer.promptsSeen).toBe(0)

  screen.send({ type: 'permission-requested', permission: 'view' })
  const prompt = await applet.customer.nextPrompt()
  expect(prompt).toMatchObject({ warning: expect.stringContaining('NOT VERIFIED') })
  prompt.answer('yes')
  await until(() => screen.updates.length > 0, 'a picture')
  expect(screen.all('activity-logged')).toEqual([])
})

test('[S6] while the digits are shown the screen is not captured; verified, the picture and the log come, also after a cut', async () => {
  await using session = await unverifiedSession()
  const { screen, applet, technician, id } = session
  await allow(session, 'view')
  await until(() => screen.updates.length > 0, 'a picture')
  screen.exchange.requestCode()
  await until(() => screen.codeWanted, 'the digits')
  // What was on its way before is here when this is answered.
  const echo = screen.next('echo-returned')
  screen.send({ type: 'echo-requested', id: 1 })
  await echo
  const shown = screen.updates.length
  // The synthetic screen changes ten times a second: what would come comes within this time.
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(screen.updates).toHaveLength(shown)

  await screen.verify(applet.customer)
  await until(() => screen.updates.length > shown, 'the picture again')
  expect(screen.all('activity-logged').map(({ kind }) => kind)).toContain('verified')

  screen.kill()
  await until(() => screen.cuts === 1, 'the cut')
  const before = screen.updates.length
  await screen.reconnect(technician, id)
  await until(() => screen.updates.length > before, 'the picture on the new line')
})
