import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issue } from '../support/certificates.ts'
import { until } from '../support/until.ts'

const program = join(import.meta.dirname, '../../bin/broker.js')
const folder = mkdtempSync(join(tmpdir(), 'mistakes-'))
const file = (name: string) => join(folder, name)
const data = ['--data', file('data'), '--port', '0']
const taken = createServer()
let takenPort = ''

beforeAll(async () => {
  const [ours, other] = [1, 2].map(() => issue({ name: 'broker', host: 'localhost', usage: 'server' }))
  writeFileSync(file('cert.pem'), ours?.certificate ?? '')
  writeFileSync(file('key.pem'), ours?.key ?? '')
  writeFileSync(file('other-key.pem'), other?.key ?? '')
  writeFileSync(file('text'), 'something else entirely, and long enough to be looked at')
  mkdirSync(file('no-database'))
  writeFileSync(join(file('no-database'), 'broker.sqlite'), 'x'.repeat(5000))
  mkdirSync(file('newer'))
  using newer = new DatabaseSync(join(file('newer'), 'broker.sqlite'))
  newer.exec('PRAGMA user_version = 999')
  await once(taken.listen(0, '127.0.0.1'), 'listening')
  takenPort = String((taken.address() as { port: number }).port)
})
afterAll(() => {
  taken.close()
  rmSync(folder, { recursive: true })
})

const elsewhere = ['--host', '192.0.2.1', '--trusted-proxy', '127.0.0.1', '--public-url', 'https://rescue.example']
const tls = (cert: string, key: string) => [...data, '--tls-cert', file(cert), '--tls-key', file(key)]

test.each<[string, () => string[], string]>([
  ['a certificate that is not there', () => tls('nowhere', 'key.pem'), 'nowhere cannot be read (ENOENT)'],
  ['certificate and key swapped', () => tls('key.pem', 'cert.pem'), 'holds a private key'],
  ['a certificate that is none', () => tls('text', 'key.pem'), '--tls-cert'],
  ['a key that is none', () => tls('cert.pem', 'text'), 'should hold a private key in PEM form'],
  ['a key of another certificate', () => tls('cert.pem', 'other-key.pem'), 'is not the key of the certificate'],
  ['a file in the place of the data folder', () => ['--port', '0', '--data', file('text')], 'cannot be made'],
  ['a store that is no database', () => ['--port', '0', '--data', file('no-database')], 'is no database of a broker'],
  ['a store of a newer version', () => ['--port', '0', '--data', file('newer')], 'written by a newer version (999'],
  ['a port in use', () => ['--data', file('data'), '--port', takenPort], 'taken by another program; choose another'],
  ['an address of another computer', () => [...data, ...elsewhere], '192.0.2.1 is no address of this computer'],
])('%s is a sentence and status 2', (_mistake, args, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, [program, ...args()], { encoding: 'utf8', timeout: 50_000 })
  expect(stderr).toContain(sentence)
  expect(stderr).not.toContain('our own fault')
  expect(stderr).not.toContain('    at ')
  expect(status).toBe(2)
})

test('a variable is blamed by its name', () => {
  const env = { ...process.env, RESCUE_PORT: 'abc' }
  const { status, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8', env, timeout: 50_000 })
  expect([status, stderr]).toEqual([2, 'RESCUE_PORT: abc is no number from 0 to 65535.\n'])
})

test('a missing folder of pages is told at the start', async () => {
  const child = spawn(process.execPath, [program, ...data, '--pages', file('no-pages')])
  try {
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    await until(() => /warn.*no-pages/.test(errors), 'the warning')
  } finally {
    const over = once(child, 'close')
    child.kill('SIGKILL')
    await over
  }
})
