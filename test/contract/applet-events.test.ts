import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { AppletProcess } from '../support/json-process.ts'
import type { AppletEvent } from '../support/test-applet.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

const number = expect.any(Number)
const counts = expect.any(Object)
const numberOrNull = expect.toSatisfy((value) => value === null || typeof value === 'number')

/** Every event that scripts are promised, with at least these fields. More of either may come. */
const PROMISED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  code: { digits: expect.stringMatching(/^\d{6}$/) },
  prompt: {
    permission: 'view',
    technician: 'Tess Technician',
    text: expect.stringContaining('wants to see your screen'),
  },
  answer: { permission: 'view', answer: 'yes' },
  chat: { from: 'technician', text: 'Hello.' },
  input: { injected: number, refused: counts },
  stats: { framesPerSecond: number, kilobytesPerSecond: number, roundTripMs: numberOrNull },
  revoked: { permissions: ['view', 'control'] },
  ended: { by: 'technician', reason: 'ended' },
}

/** One session of a headless applet in which everything happens once. */
describe('the events of --json', () => {
  let broker: TestBroker
  let technician: ConsoleClient
  let events: readonly AppletEvent[]

  beforeAll(async () => {
    broker = await TestBroker.start()
    technician = await broker.technician()
    events = await session()
  })
  afterAll(() => broker[Symbol.asyncDispose]())

  async function session(): Promise<readonly AppletEvent[]> {
    const policy = join(mkdtempSync(join(tmpdir(), 'events-')), 'policy.json')
    writeFileSync(policy, '{"view":"yes","control":"yes","clipboard":"no"}')
    const { id, pin } = await technician.newSession()
    await using applet = new AppletProcess(['--headless', '--policy', policy, '--broker', broker.url, pin])
    await applet.untilStatus('waiting')
    await technician.post(`/api/sessions/${id}/start`)
    const screen = await TestScreen.verified(technician, id, applet)
    for (const permission of ['view', 'control', 'clipboard'] as const) {
      screen.send({ type: 'permission-requested', permission })
      await until(() => applet.all('answer').some((answer) => answer.permission === permission), `about ${permission}`)
    }
    await until(() => screen.updates.length > 0, 'a picture')
    screen.send({ type: 'pointer-moved', x: 3, y: 4 })
    screen.send({ type: 'chat-said', time: 1, text: 'Hello.' })
    for (const event of ['input', 'stats', 'chat']) await applet.next(event)
    await technician.post(`/api/sessions/${id}/hold`)
    await applet.untilStatus('on-hold')
    await technician.post(`/api/sessions/${id}/end`)
    await applet.exit
    return applet.events
  }

  const all = (name: string) => events.filter(({ event }) => event === name)

  test('each is one JSON object with its time', () => {
    for (const { time } of events) expect(new Date(String(time)).toISOString()).toBe(time)
  })

  test('status takes the promised words, in the order of the session', () => {
    const words = all('status').map(({ status }) => status)
    expect(words).toEqual(['connecting', 'waiting', 'active', 'on-hold', 'ended'])
  })

  test.each(Object.entries(PROMISED))('%s', (name, fields) => {
    expect(all(name)[0]).toMatchObject(fields)
  })

  test('an answer is yes, no or timeout, by permission', () => {
    expect(all('answer').map(({ permission, answer }) => `${permission} ${answer}`)).toEqual([
      'view yes',
      'control yes',
      'clipboard no',
    ])
  })

  test('none holds the code that the session was found by', () => {
    expect(all('pin')).toEqual([])
    expect(JSON.stringify(events)).not.toContain('"pin"')
  })
})
