import { expect, test } from 'vitest'
import { addSession, allow, startSession } from '../support/test-session.ts'
import { until } from '../support/until.ts'

test('[R1] two sessions at once: what one technician does arrives at one customer', async () => {
  await using first = await startSession()
  const second = await addSession(first.broker, first.technician)
  await using _secondApplet = second.applet
  await Promise.all([allow(first, 'control'), allow(second, 'control')])
  await until(() => first.screen.updates.length > 0 && second.screen.updates.length > 0, 'two pictures')
  for (let count = 0; count < 50; count += 1) {
    first.screen.send({ type: 'text-entered', text: `a${count}` })
    second.screen.send({ type: 'text-entered', text: `b${count}` })
  }
  await until(() => first.applet.input.length === 50 && second.applet.input.length === 50, 'all input')
  for (const { text } of first.applet.input) expect(text).toMatch(/^a\d+$/)
  for (const { text } of second.applet.input) expect(text).toMatch(/^b\d+$/)
  await first.technician.post(`/api/sessions/${second.id}/end`)
  await second.applet.ended
  first.screen.send({ type: 'text-entered', text: 'a last' })
  await until(() => first.applet.input.length === 51, 'the first session')
})

test('a console that breaks the protocol loses its stream by name; the other session does not notice', async () => {
  await using first = await startSession()
  const second = await addSession(first.broker, first.technician)
  await using _secondApplet = second.applet
  await allow(second, 'view')
  first.screen.channel.sendFrame(new Uint8Array(10))
  await until(() => first.screen.closed !== undefined, 'the end of the first stream')
  const seen = second.screen.updates.length
  await until(() => second.screen.updates.length > seen + 2, 'the second goes on')
  expect(await first.technician.status(first.id)).toBe('Active')
})
