import { expect, test } from 'vitest'
import { ConsoleClient } from '../support/console-client.ts'
import { fromSource, JsonProcess } from '../support/json-process.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

test('npm start: one command shows the main job on a machine without a display, and one signal ends all of it', async () => {
  await using demo = new JsonProcess(fromSource('build-scripts/start.ts'), [])
  const ready = await demo.next('ready')
  expect(ready.pin).toMatch(/^[1-9]\d{5}$/)
  expect((await fetch(String(ready.entry))).status).toBe(200)

  const technician = await ConsoleClient.signInByLink(String(ready.console))
  await demo.untilStatus('waiting')
  const waiting = (await technician.sessions()).find(({ status }) => status === 'Waiting')
  if (!waiting) throw new Error('no row waits')
  expect(waiting.name).toBe('Demo customer')
  await technician.post(`/api/sessions/${waiting.id}/start`)
  const screen = await TestScreen.verified(technician, waiting.id, demo)
  expect(demo.all('code')).toMatchObject([{ digits: expect.stringMatching(/^\d{6}$/) }])
  screen.send({ type: 'permission-requested', permission: 'view' })
  await demo.next('prompt')
  demo.type('yes')
  await until(() => screen.updates.length > 0, 'a picture')

  const second = await ConsoleClient.signInByLink(String(ready.console))
  expect((await second.get('/api/account')).status).toBe(401)
  demo.child.kill('SIGINT')
  expect(await demo.exit).toEqual({ status: 0, signal: null })
  expect(demo.all('status').at(-1)?.status).toBe('ended')
  await expect(fetch(String(ready.entry))).rejects.toThrow()
})
