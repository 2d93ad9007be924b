import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { AppletProcess } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

let broker: TestBroker
let technician: ConsoleClient
const folder = mkdtempSync(join(tmpdir(), 'applet-'))

beforeAll(async () => {
  broker = await TestBroker.start()
  technician = await broker.technician()
})
afterAll(() => broker[Symbol.asyncDispose]())

function policy(answers: Readonly<Record<string, string>>): string {
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify(answers))
  return file
}

const headless = (...args: string[]) => new AppletProcess(['--headless', '--broker', broker.url, ...args])

async function startedSession(...args: string[]) {
  const { id, pin } = await technician.newSession()
  const applet = headless('--pin', pin, ...args)
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  return { id, applet }
}

test('a whole session without a display: one JSON line an event, status 0 at the end', async () => {
  const log = join(folder, 'session.log')
  const { id, applet } = await startedSession('--policy', policy({ view: 'yes' }), '--log', log)
  await using _ = applet
  const screen = await TestScreen.verified(technician, id, applet)
  screen.send({ type: 'permission-requested', permission: 'view' })
  await until(() => screen.updates.length > 0, 'a picture')
  await until(() => applet.all('stats').length > 0, 'stats')
  await technician.post(`/api/sessions/${id}/end`)

  expect(await applet.exit).toEqual({ status: 0, signal: null })
  expect(applet.all('status').map(({ status }) => status)).toEqual(['connecting', 'waiting', 'active', 'ended'])
  expect(applet.all('prompt')).toMatchObject([{ permission: 'view', technician: 'Tess Technician' }])
  expect(applet.all('answer')).toMatchObject([{ permission: 'view', answer: 'yes' }])
  expect(applet.events.at(-1)).toMatchObject({ event: 'ended', by: 'technician', reason: 'ended' })
  for (const { time } of applet.events) expect(new Date(String(time)).toISOString()).toBe(time)
  const lines = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ kind }) => kind)).toContain('permission-yes')
})

test('a policy shows a banner, stands in the log and is told to the technician', async () => {
  const { id, applet } = await startedSession('--policy', policy({ view: 'no' }))
  await using _ = applet
  await until(() => applet.errors.includes('TEST MODE: answers come from a file'), 'the banner')
  const screen = await TestScreen.verified(technician, id, applet)
  await until(() => screen.all('activity-logged').some(({ text }) => text.startsWith('TEST MODE')), 'the log line')
})

test('headless without a policy answers No to everything', async () => {
  const { id, applet } = await startedSession()
  await using _ = applet
  const screen = await TestScreen.verified(technician, id, applet)
  const answered = screen.next('permission-answered')
  screen.send({ type: 'permission-requested', permission: 'control' })
  expect(await answered).toMatchObject({ answer: 'no' })
})

test('in the terminal the customer answers, takes back and ends by a word', async () => {
  const { id, pin } = await technician.newSession()
  const record = join(folder, 'input.jsonl')
  await using applet = new AppletProcess([
    ...['--broker', broker.url, '--screen', 'synthetic', '--input', `record:${record}`, pin],
  ])
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const screen = await TestScreen.verified(technician, id, applet)
  screen.send({ type: 'permission-requested', permission: 'control' })
  await until(() => applet.all('prompt').length === 1, 'the prompt')
  const question = 'Tess Technician of Test & Sons wants to see your screen and use your mouse and keyboard'
  await until(() => applet.errors.includes(question), 'the question')
  applet.type('perhaps')
  applet.type('YES')
  await until(() => screen.updates.length > 0, 'a picture')
  screen.send({ type: 'button-pressed', x: 1, y: 1, button: 'right' })
  await until(() => applet.all('input').length > 0, 'the count of inputs')
  applet.type('x')
  await until(() => applet.all('revoked').length === 1, 'the revoke')
  expect(
    readFileSync(record, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { type: 'button-pressed', x: 1, y: 1, button: 'right' },
    { type: 'released-all', held: ['right'] },
  ])
  applet.type('end')
  expect(await applet.exit).toEqual({ status: 0, signal: null })
  await until(async () => (await technician.status(id)) === 'Closed by active customer', 'the row closed')
})

test('a killed applet: the row says Reconnecting, nothing hangs, and the technician can end it', async () => {
  const { id, applet } = await startedSession('--policy', policy({ view: 'yes' }))
  const screen = await TestScreen.verified(technician, id, applet)
  screen.send({ type: 'permission-requested', permission: 'view' })
  await until(() => screen.updates.length > 0, 'a picture')
  applet.child.kill('SIGKILL')
  await until(async () => (await technician.status(id)) === 'Reconnecting', 'the row reconnecting')
  await until(() => screen.cuts === 1, 'the end of the stream')
  await technician.post(`/api/sessions/${id}/end`)
  expect(await technician.status(id)).toBe('Closed by technician')
})
