import { expect, test } from 'vitest'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'
import { AppletProcess } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

async function openPage(brokerSays: VerificationPolicy, appletSays: VerificationPolicy) {
  const closing = new AsyncDisposableStack()
  const broker = closing.use(await TestBroker.start({}, { verification: brokerSays }))
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const args = ['--headless', '--verification', appletSays, '--broker', broker.url, pin]
  const applet = closing.use(new AppletProcess(args))
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const screen = await TestScreen.open(technician, id)
  return { applet, screen, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

test.each([
  ['required', 'required'],
  ['required', 'offered'],
  ['offered', 'required'],
] as const)(
  'the stricter policy counts: the broker says %s and the applet %s, so nothing begins before the digits',
  async (brokerSays, appletSays) => {
    await using session = await openPage(brokerSays, appletSays)
    const { screen, applet } = session
    await until(() => screen.codeWanted, 'the question for the digits')
    expect(screen.opened).toEqual([])
    await screen.verify(applet)
    expect(screen.opened).toEqual([{ verified: true, resumed: false }])
  },
)

test('both say offered: the conversation begins, and nobody is shown digits that nobody asked for', async () => {
  await using session = await openPage('offered', 'offered')
  const { screen, applet } = session
  await until(() => screen.opened.length > 0, 'a key')
  expect(screen.opened).toEqual([{ verified: false, resumed: false }])
  screen.send({ type: 'chat-said', time: 0, text: 'Hello' })
  await until(() => applet.all('chat').length === 1, 'the chat')
  expect(applet.all('code')).toEqual([])
})
