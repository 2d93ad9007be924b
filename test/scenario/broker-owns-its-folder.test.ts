import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestBroker } from '../support/test-broker.ts'

const program = join(import.meta.dirname, '../../bin/broker.js')
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'broker-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

function run(...args: string[]) {
  return spawnSync(process.execPath, [program, ...args, '--data', dataDir], { encoding: 'utf8', timeout: 50_000 })
}

test('a second broker on the folder is refused, and the first one’s session stays as it is', async () => {
  await using broker = await TestBroker.start({}, { dataDir })
  const technician = await broker.technician()
  const { id, pin } = await technician.newSession()
  await (await broker.applet(pin)).hears('session-registered')
  const { status, stderr } = run('--port', '0')
  expect(stderr).toContain('Another broker uses this folder')
  expect(status).toBe(2)
  await expect(TestBroker.start({}, { dataDir })).rejects.toThrow('Another broker uses this folder')
  expect(await technician.status(id)).toBe('Waiting')
  expect(await technician.log(id)).not.toContain('Contact with the customer lost')
})

test('commands on accounts and backups work beside it', async () => {
  await using _broker = await TestBroker.start({}, { dataDir })
  expect(run('user', 'add', '--email', 'z@example.com', '--name', 'Z', '--role', 'technician').status).toBe(0)
  expect(run('backup', join(dataDir, 'copy')).status).toBe(0)
})

test('a start that failed gives the folder back', async () => {
  await using other = await TestBroker.start()
  await expect(TestBroker.start({}, { dataDir, port: other.broker.port })).rejects.toThrow('EADDRINUSE')
  await (await TestBroker.start({}, { dataDir })).broker.stop()
})

test('a broker that was killed leaves no lock behind', async () => {
  const killed = spawn(process.execPath, [program, '--port', '0', '--data', dataDir])
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'close')
  await (await TestBroker.start({}, { dataDir })).broker.stop()
})
