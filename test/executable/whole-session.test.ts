import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { needs } from '../support/needs.ts'
import { TestBroker } from '../support/test-broker.ts'
import { CustomerPlace, NAME } from '../support/test-program.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'
import { startXvfb } from '../support/xvfb.ts'

const program = inject('program')
let broker: TestBroker
let technician: ConsoleClient
let url: string

beforeAll(async () => {
  broker = await TestBroker.start()
  technician = await broker.technician()
  // An executable takes names only.
  url = broker.url.replace('127.0.0.1', 'localhost')
})
afterAll(() => broker[Symbol.asyncDispose]())

test('[DEL-1] a whole session where there is nothing else; then the program is gone, and only the program', async () => {
  using place = new CustomerPlace()
  const { id, pin } = await technician.newSession()
  const log = join(place.downloads, 'session.log')
  const record = join(place.downloads, 'input.jsonl')
  writeFileSync(join(place.downloads, 'holiday.jpg'), 'a picture of ours')
  const file = place.download(program, `${NAME}-${pin} (1)`)

  await using applet = place.run(file, [
    '--broker',
    url,
    '--screen',
    'synthetic',
    '--input',
    `record:${record}`,
    '--log',
    log,
  ])
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  const screen = await TestScreen.verified(technician, id, applet)
  screen.send({ type: 'permission-requested', permission: 'control' })
  await applet.next('prompt')
  applet.type('yes')
  await until(() => screen.updates.length >= 3, 'three updates')
  screen.send({ type: 'text-entered', text: 'é ß 漢 😀' })
  await until(() => readFileSync(record, 'utf8').includes('漢'), 'the text in the record')
  applet.type('x')
  await applet.next('revoked')
  await technician.post(`/api/sessions/${id}/end`)

  expect(await applet.exit).toEqual({ status: 0, signal: null })
  expect(readdirSync(place.downloads).sort()).toEqual(['holiday.jpg', 'input.jsonl', 'session.log'])
  expect(readdirSync(place.temporary)).toEqual([])
  expect(readdirSync(place.home)).toEqual([])
})

test.runIf(needs('Xvfb'))('a real display, seen and used through what is inside the executable', async () => {
  await using xvfb = await startXvfb({ width: 800, height: 600 })
  using place = new CustomerPlace()
  const { id, pin } = await technician.newSession()
  const file = place.download(program, NAME)
  const environment = { DISPLAY: xvfb.display, DEBUG: 'applet*' }
  await using applet = place.run(file, ['--broker', url, '--keep', pin], environment)
  await applet.untilStatus('waiting')
  await technician.post(`/api/sessions/${id}/start`)
  await applet.untilStatus('active')
  const screen = await TestScreen.verified(technician, id, applet)
  screen.send({ type: 'permission-requested', permission: 'control' })
  await applet.next('prompt')
  applet.type('yes')
  await until(() => screen.updates.length > 0, 'a picture')
  expect(screen.all('screen-described')).toMatchObject([{ width: 800, height: 600 }])
  screen.send({ type: 'pointer-moved', x: 123, y: 45 })
  await until(() => screen.all('cursor-moved').some(({ x, y }) => x === 123 && y === 45), 'the pointer there')
  applet.type('end')

  expect(await applet.exit).toEqual({ status: 0, signal: null })
  expect(applet.errors).toContain('part="X11')
  expect(applet.errors).toContain('part="jpeg-turbo"')
  expect(readdirSync(place.downloads)).toEqual([NAME])
})

test('[DEL-1] what stands there now under the name of the program is not removed for it', async () => {
  using place = new CustomerPlace()
  const { pin } = await technician.newSession()
  const file = place.download(program, NAME)
  await using applet = place.run(file, ['--headless', '--broker', url, pin])
  await applet.untilStatus('waiting')
  place.replace(file, 'something else')
  applet.child.kill('SIGTERM')
  expect((await applet.exit).status).toBe(5)
  expect(readFileSync(file, 'utf8')).toBe('something else')
})

test('[DEL-1] started through a link, it removes itself and leaves the link and the folder it leads to', async () => {
  using place = new CustomerPlace()
  const { pin } = await technician.newSession()
  place.download(program, NAME)
  const link = join(place.root, 'link')
  symlinkSync(place.downloads, link)
  await using applet = place.run(join(link, NAME), ['--headless', '--broker', url, pin])
  await applet.untilStatus('waiting')
  applet.child.kill('SIGTERM')
  await applet.exit
  expect(readdirSync(link)).toEqual([])
})

test('a code that does not work leaves the program for another try', async () => {
  using place = new CustomerPlace()
  const { pin } = await technician.newSession()
  const file = place.download(program, `${NAME}-${pin === '100000' ? '100001' : '100000'}`)
  await using applet = place.run(file, ['--headless', '--broker', url])
  expect((await applet.exit).status).toBe(3)
  expect(readdirSync(place.downloads)).toHaveLength(1)
})
