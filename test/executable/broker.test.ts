import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageBroker } from '../../build-scripts/package-broker.ts'
import { differencesFrom } from '../../build-scripts/served-pages.ts'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { claimOf } from '../support/claim.ts'
import { ConsoleClient } from '../support/console-client.ts'
import { TEST_FOLDER } from '../support/test-program.ts'
import { WireClient } from '../support/wire-client.ts'

const program = join(TEST_FOLDER, 'broker')
const pages = join(import.meta.dirname, '../../dist/pages')
const folder = mkdtempSync(join(tmpdir(), 'packaged-broker-'))
const data = join(folder, 'data')
const STARTED_MS = 60_000
let child: ChildProcess
let url: string

/** Nothing of ours is around it: no Node on the path, no checkout, another folder. */
const bare = { cwd: folder, env: { PATH: '/usr/bin:/bin', TMPDIR: folder } }

beforeAll(async () => {
  await packageBroker(program)
  child = spawn(program, ['--port', '0', '--data', data, '--json'], { ...bare, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data', { signal: AbortSignal.timeout(STARTED_MS) })
  url = JSON.parse(String(line).split('\n')[0] as string).url
})
afterAll(() => {
  child.kill('SIGKILL')
  // It may be at its last word.
  rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 50 })
})

async function run(...args: string[]): Promise<string> {
  return (await promisify(execFile)(program, args, bare)).stdout
}

test('[DOC-1] the broker as one file serves the pages that were built', async () => {
  expect(await differencesFrom(pages, url)).toEqual([])
})

test('a session from the first account to Waiting, and a backup of it', async () => {
  const user = ['--email', 'tess@example.com', '--name', 'Tess', '--role', 'technician']
  const link = await run('user', 'add', '--data', data, '--public-url', url, ...user)
  const technician = await ConsoleClient.signInByLink(link.trim())
  const { id, pin } = await technician.newSession()
  const applet = await WireClient.open(url + SOCKET_PATHS.applet)
  applet.say(claimOf(pin))
  await applet.hears('session-registered')
  expect(await technician.status(id)).toBe('Waiting')
  await run('backup', join(folder, 'copy.sqlite'), '--data', data)
  expect(readdirSync(folder)).toContain('copy.sqlite')
})

test('[SEA-1] the environment gets no code into it', async () => {
  const planted = join(folder, 'planted.cjs')
  writeFileSync(planted, `require('fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '')`)
  const environment = { ...bare.env, NODE_OPTIONS: `--require ${planted}` }
  await promisify(execFile)(program, ['--version'], { ...bare, env: environment })
  expect(readdirSync(folder)).not.toContain('ran')
})

test('it ends politely and takes its unpacked pages with it', async () => {
  expect(readdirSync(folder).some((name) => name.startsWith('broker-pages-'))).toBe(true)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(readdirSync(folder).some((name) => name.startsWith('broker-pages-'))).toBe(false)
})
