import { expect, test } from 'vitest'
import { allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

const TEXT = 'é ß 漢 😀\n\tline two'

test('[CLIP-1] [P13] after a Yes copied text goes both ways, and after the large X none does', async () => {
  await using session = await startSession()
  const { screen, applet } = session
  await allow(session, 'control')
  applet.clipboard.copy({ text: 'before the Yes' })
  screen.send({ type: 'clipboard-changed', text: 'without asking' })
  await allow(session, 'clipboard')
  expect(applet.customer.granted.toSorted()).toEqual(['clipboard', 'control', 'view'])

  applet.clipboard.copy({ text: TEXT })
  await until(() => screen.all('clipboard-changed').length === 1, 'the text')
  expect(screen.all('clipboard-changed')).toEqual([{ type: 'clipboard-changed', text: TEXT }])
  screen.send({ type: 'clipboard-changed', text: TEXT.repeat(2) })
  await until(() => applet.pasted.length === 1, 'the text on the other side')
  expect(applet.pasted).toEqual([{ type: 'clipboard-changed', text: TEXT.repeat(2) }])

  applet.customer.pressLargeX()
  applet.clipboard.copy({ text: 'after the X' })
  screen.send({ type: 'clipboard-changed', text: 'too late' })
  // Whatever was sent before this was answered has had its effect.
  const echo = screen.next('echo-returned')
  screen.send({ type: 'echo-requested', id: 1 })
  await echo
  expect(applet.pasted).toHaveLength(1)
  expect(screen.all('clipboard-changed')).toHaveLength(1)
  const told = JSON.stringify([applet.log.entries, applet.events])
  for (const text of ['before the Yes', 'line two', 'too late', 'after the X']) expect(told).not.toContain(text)
})

test('[CLIP-1] whoever is not verified cannot be given the clipboard', async () => {
  await using session = await startSession({ verification: 'offered', verified: false })
  const { screen, applet } = session
  await until(() => screen.opened.length > 0, 'the unverified channel')
  const answered = screen.next('permission-answered')
  screen.send({ type: 'permission-requested', permission: 'clipboard' })
  expect(await answered).toMatchObject({ permission: 'clipboard', answer: 'no' })
  expect(applet.customer.promptsSeen).toBe(0)
})

test('[P13] text goes on after a cut, and what was copied meanwhile stays', async () => {
  await using session = await startSession()
  const { screen, applet, technician, id } = session
  await allow(session, 'clipboard')
  screen.kill()
  await until(() => applet.log.entries.some(({ kind }) => kind === 'connection-cut'), 'the cut')
  applet.clipboard.copy({ text: 'meanwhile' })
  await screen.reconnect(technician, id)
  await until(() => screen.opened.at(-1)?.resumed === true, 'the line again')
  await until(() => applet.log.entries.at(-1)?.kind === 'connection-resumed', 'the line again for the applet')
  applet.clipboard.copy({ text: 'again' })
  await until(() => screen.all('clipboard-changed').length > 0, 'the text')
  expect(screen.all('clipboard-changed')).toEqual([{ type: 'clipboard-changed', text: 'again' }])
})
