import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConsoleClient } from '../support/console-client.ts'
import { TestBroker } from '../support/test-broker.ts'

const program = join(import.meta.dirname, '../../bin/broker.js')
const ADA = ['--email', 'ada@example.com']
const PASSWORD = 'correct horse battery'
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'broker-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

function user(args: string[], { input = '', data = dataDir } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'user', ...args, '--data', data], {
    encoding: 'utf8',
    input,
    timeout: 50_000,
  })
  return { status, stdout, stderr }
}

test('disable, enable, link and password work beside a running broker', async () => {
  await using broker = await TestBroker.start({}, { dataDir })
  const added = user(['add', ...ADA, '--name', 'Ada', '--role', 'technician'])
  expect(user(['link', '--email', 'bob@example.com']).stderr).toBe('There is no account for bob@example.com.\n')
  const ada = await ConsoleClient.signInByLink(added.stdout.trim())
  expect(user(['disable', ...ADA]).stdout).toBe('ada@example.com can no longer sign in.\n')
  expect((await ada.get('/api/account')).status).toBe(401)
  for (const refused of [
    ['link', ...ADA],
    ['password', ...ADA],
  ]) {
    const { status, stderr } = user(refused)
    expect([status, stderr]).toEqual([2, expect.stringContaining('disabled. Enable it first')])
  }
  expect(user(['enable', ...ADA]).stdout).toBe('ada@example.com can sign in again.\n')
  const again = await ConsoleClient.signInByLink(user(['link', ...ADA]).stdout.trim())

  expect(user(['password', ...ADA, '--password-stdin'], { input: 'short\n' }).stderr).toBe(
    'Use at least 12 characters.\n',
  )
  expect(user(['password', ...ADA, '--password-stdin'], { input: `${PASSWORD}\n` }).status).toBe(0)
  expect((await again.get('/api/account')).status).toBe(401)
  await ConsoleClient.signIn(broker.url, { email: 'ada@example.com', password: PASSWORD })
  const madeUp =
    user(['password', ...ADA])
      .stdout.trim()
      .split(': ')[1] ?? ''
  await ConsoleClient.signIn(broker.url, { email: 'ada@example.com', password: madeUp })
})

test('the last admin is not disabled by accident', () => {
  user(['add', ...ADA, '--name', 'Ada', '--role', 'admin', '--password-stdin'], { input: PASSWORD })
  const { status, stderr } = user(['disable', ...ADA])
  expect([status, stderr]).toEqual([2, expect.stringContaining('is the last admin who can sign in')])
  expect(user(['disable', ...ADA, '--force']).status).toBe(0)
})

test('a link names the address that the broker had last; before its first start it says what to do', async () => {
  const before = user(['add', ...ADA, '--name', 'Ada', '--role', 'technician'])
  expect(before.stdout).toMatch(/^Open \/console#sign-in=[\w-]{43} on your broker's address\.\n$/)
  await (await TestBroker.start({}, { dataDir, publicUrl: 'https://support.example.com' })).broker.stop()
  expect(user(['link', ...ADA]).stdout).toMatch(/^https:\/\/support\.example\.com\/console#sign-in=/)
  expect(user(['link', ...ADA, '--public-url', 'https://other.example/']).stdout).toMatch(
    /^https:\/\/other\.example\/console#/,
  )
})

test.each(['list', 'link', 'disable', 'enable', 'password'])('%s makes no store where there is none', (name) => {
  const data = join(dataDir, 'nowhere')
  const { status, stderr } = user([name, ...(name === 'list' ? [] : ADA)], { data })
  expect([status, stderr]).toEqual([2, expect.stringContaining("There is no broker's data in")])
  expect(existsSync(data)).toBe(false)
})

test('a wrong e-mail address is answered with what one looks like', () => {
  const { status, stderr } = user(['add', '--email', 'a@b', '--name', 'Ada', '--role', 'technician'])
  expect([status, stderr]).toEqual([2, 'Enter an e-mail address such as you@example.com.\n'])
})
