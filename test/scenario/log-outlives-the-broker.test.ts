import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AppletProcess, fromSource } from '../support/json-process.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

const folder = mkdtempSync(join(tmpdir(), 'log-'))
const log = join(folder, 'session.log')

function verifyLog(...args: string[]) {
  const [node = '', script = ''] = fromSource('bin/applet.js')
  const { status, stdout } = spawnSync(node, [script, 'verify-log', ...args], { encoding: 'utf8' })
  return { status, said: stdout.trim().split('\n') }
}

test('[LOG-2] [LOG-1] the customer’s copy outlives the broker, names technician and grants, and can be checked', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'broker-'))
  const broker = await TestBroker.start({}, { dataDir })
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  const policy = join(folder, 'policy.json')
  writeFileSync(policy, '{"view":"yes","control":"no"}')
  const options = ['--headless', '--broker', broker.url, '--policy', policy, '--log', log]
  await using applet = new AppletProcess([...options, '--language', 'en', pin])
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  const screen = await TestScreen.verified(technician, id, applet)
  for (const permission of ['view', 'control'] as const) {
    const answered = screen.next('permission-answered')
    screen.send({ type: 'permission-requested', permission })
    await answered
  }
  screen.send({ type: 'chat-said', time: 1, text: 'All \u202E of\r\n it' })
  await until(() => screen.all('activity-logged').some(({ kind }) => kind === 'chat-technician'), 'the last line')
  const heard = screen.all('activity-logged')
  await technician.post(`/api/sessions/${id}/end`)
  await applet.exit
  await technician.post(`/api/sessions/${id}/remove`)
  expect(await technician.sessions()).toEqual([])
  await broker[Symbol.asyncDispose]()
  expect(existsSync(dataDir)).toBe(false)

  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  const told = lines.map((line) => JSON.parse(line))
  const find = (kind: string) => told.filter((line) => line.kind === kind)
  expect(find('session-active')[0].text).toContain('Tess Technician')
  expect(find('permission-asked').map(({ permissions }) => permissions)).toEqual([['view'], ['control']])
  expect(find('permission-yes')).toMatchObject([{ permissions: ['view'] }])
  expect(find('permission-no')).toMatchObject([{ permissions: ['control'] }])
  expect(told.slice(0, heard.length).map(({ hash }) => hash)).toEqual(heard.map(({ hash }) => hash))

  const whole = verifyLog(log)
  expect(whole.status).toBe(0)
  expect(whole.said[0]).toMatch(new RegExp(`^All ${lines.length} lines of .* are whole\\.$`))
  const console = verifyLog(log, '--hash', String(heard.at(-1)?.hash).slice(0, 16))
  expect(console).toEqual({ status: 0, said: [whole.said[0], expect.stringMatching(`^Line ${heard.length} has`)] })
  writeFileSync(log, lines.map((line) => line.replace('"permission-no"', '"permission-yes"')).join('\n'))
  expect(verifyLog(log)).toMatchObject({ status: 1, said: [expect.stringMatching(/^Line \d+ was changed\.$/)] })
})
