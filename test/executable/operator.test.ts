import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { TestBroker } from '../support/test-broker.ts'
import { CustomerPlace, makeTestProgram, TEST_FOLDER } from '../support/test-program.ts'

const BUILD_NAME = 'Support-Contoso'
let program: string
let broker: TestBroker
let technician: ConsoleClient
let brokerUrl: string

beforeAll(async () => {
  broker = await TestBroker.start()
  technician = await broker.technician()
  brokerUrl = broker.url.replace('127.0.0.1', 'localhost')
  using place = new CustomerPlace()
  const keyFile = join(place.root, 'operator.pem')
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const operator = { name: BUILD_NAME, brokerUrl, keyFile }
  program = await makeTestProgram({ out: join(TEST_FOLDER, 'operator'), name: BUILD_NAME, qa: true, operator })
})
afterAll(() => broker[Symbol.asyncDispose]())

test('[CFG-1] the broker is inside: a double click on a file with a PIN in its name is enough', async () => {
  using place = new CustomerPlace()
  const { pin } = await technician.newSession()
  const file = place.download(program, `${BUILD_NAME}-${pin}`)
  await using applet = place.run(file, ['--headless'], { RESCUE_BROKER: 'https://evil.example' })
  await applet.untilStatus('waiting')
})

test('[CFG-1] another broker is refused with status 2, whatever it is', async () => {
  using place = new CustomerPlace()
  const file = place.download(program, `${BUILD_NAME}-123456`)
  for (const other of ['https://evil.example', brokerUrl]) {
    const applet = place.run(file, ['--headless', '--broker', other])
    expect((await applet.exit).status).toBe(2)
    expect(applet.errors).toContain(`This program speaks to ${brokerUrl} only`)
  }
})

test('[CFG-1] whether the digits are required is not for the command line to say', async () => {
  using place = new CustomerPlace()
  const applet = place.run(place.download(program, `${BUILD_NAME}-123456`), ['--headless', '--verification', 'offered'])
  expect((await applet.exit).status).toBe(2)
  expect(applet.errors).toContain('--verification works from source only')
})

test.each([`${BUILD_NAME}_evil.example_123456`, `${BUILD_NAME}-123456_evil.example`, 'Other-123456'])(
  '[CFG-1] %s: such a name brings neither a host nor a PIN',
  async (name) => {
    using place = new CustomerPlace()
    const applet = place.run(place.download(program, name), ['--headless'])
    expect((await applet.exit).status).toBe(2)
    expect(applet.errors).toContain('Give the 6-digit code')
  },
)

test.each([
  ['the address', () => brokerUrl],
  ['the name of the operator', () => `"name":"${BUILD_NAME}"`],
  ['the key', () => '"operatorKey":"MCowBQYDK2VwAyEA'],
])('[CFG-1] one byte changed in %s: it refuses to start', async (_, find) => {
  using place = new CustomerPlace()
  const bytes = readFileSync(program)
  const at = bytes.lastIndexOf(find()) + find().length - 2
  expect(bytes.indexOf(find())).toBeGreaterThan(0)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  const changed = join(place.root, 'changed')
  writeFileSync(changed, bytes)
  const applet = place.run(place.download(changed, `${BUILD_NAME}-123456`), ['--headless'])
  expect((await applet.exit).status).toBe(4)
  expect(applet.errors).toContain('Delete this program and download it again.')
  expect(applet.all('status')).toEqual([])
})

test('packaged with --qa a policy may answer for a real display, and it is said aloud', async () => {
  using place = new CustomerPlace()
  const policy = join(place.downloads, 'policy.json')
  writeFileSync(policy, '{"view":"yes"}')
  const applet = place.run(place.download(program, `${BUILD_NAME}-123456`), [
    ...['--headless', '--screen', 'display', '--policy', policy],
  ])
  // There is no display here, and that is as far as it came.
  expect((await applet.exit).status).toBe(7)
  expect(applet.errors).toContain('TEST MODE')
})
