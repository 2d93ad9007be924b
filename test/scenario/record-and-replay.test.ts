import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InputMessage } from '../../src/protocol/peer/catalog.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { AppletProcess, fromSource } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'replay-'))
const recording = join(folder, 'screen.orr')
const policy = join(folder, 'policy.json')

const INPUT: InputMessage[] = [
  { type: 'pointer-moved', x: 7, y: 8 },
  { type: 'button-pressed', x: 7, y: 8, button: 'left' },
  { type: 'button-released', x: 9, y: 8, button: 'left' },
  { type: 'text-entered', text: 'é ß 漢' },
  { type: 'key-pressed', code: 'Enter' },
  { type: 'key-released', code: 'Enter' },
]

let broker: TestBroker
let technician: ConsoleClient

beforeAll(async () => {
  writeFileSync(policy, '{"control":"yes"}')
  const [node = '', script = ''] = fromSource('build-scripts/record-screen.ts')
  const recorded = spawnSync(node, [script, '--screen', 'synthetic', '--seconds', '1', '--out', recording])
  expect(recorded.stderr.toString()).not.toContain('Usage')
  broker = await TestBroker.start()
  technician = await broker.technician()
})
afterAll(() => broker[Symbol.asyncDispose]())

/** A session in which the recording is shown and this input is sent; what the technician saw and what was recorded. */
async function replay(run: number) {
  const record = join(folder, `input-${run}.jsonl`)
  const { id, pin } = await technician.newSession()
  const choices = ['--screen', `replay:${recording}`, '--input', `record:${record}`, '--policy', policy]
  await using applet = new AppletProcess(['--headless', '--broker', broker.url, ...choices, pin])
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const screen = await TestScreen.verified(technician, id, applet)
  screen.send({ type: 'permission-requested', permission: 'control' })
  await until(() => screen.updates.length > 0, 'a picture')
  for (const message of INPUT) screen.send(message)
  await until(() => existsSync(record) && readFileSync(record, 'utf8').split('\n').length > INPUT.length, 'the input')
  await technician.post(`/api/sessions/${id}/end`)
  expect((await applet.exit).status).toBe(0)
  return { described: screen.all('screen-described')[0], input: readFileSync(record, 'utf8') }
}

test('what npm run record wrote is shown again, and the same input leaves the same record', async () => {
  const runs = [await replay(1), await replay(2)]
  for (const { described } of runs) expect(described).toMatchObject({ width: 1280, height: 720 })
  expect(runs[0]?.input).toBe(runs[1]?.input)
  const recorded = runs[0]?.input.trimEnd().split('\n') ?? []
  expect(recorded.map((line) => JSON.parse(line))).toEqual(INPUT)
})
