import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConsoleClient } from '../support/console-client.ts'
import { TestBroker } from '../support/test-broker.ts'

const program = join(import.meta.dirname, '../../bin/broker.js')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function backUp(data: string, file: string) {
  const { status, stderr } = spawnSync(process.execPath, [program, 'backup', file, '--data', data], {
    encoding: 'utf8',
  })
  return { status, stderr }
}

test('made while the broker runs, it brings another one to where this one was', async () => {
  const dataDir = join(folder, 'old')
  await using broker = await TestBroker.start({}, { dataDir })
  const technician = await broker.technician()
  const { id } = await technician.newSession()
  const copy = join(folder, 'copy.sqlite')
  expect(backUp(dataDir, copy)).toEqual({ status: 0, stderr: '' })
  await technician.newSession()

  const restored = join(folder, 'new')
  await (await TestBroker.start({}, { dataDir: restored })).broker.stop()
  for (const file of readdirSync(restored)) rmSync(join(restored, file))
  copyFileSync(copy, join(restored, 'broker.sqlite'))
  await using other = await TestBroker.start({}, { dataDir: restored })
  const again = await ConsoleClient.signIn(other.url, { email: 'tech1@example.com', password: 'correct horse battery' })
  expect((await again.sessions()).map((session) => session.id)).toEqual([id])
})

test('it is one file that only its owner reads, and never replaces another', async () => {
  await using broker = await TestBroker.start({}, { dataDir: join(folder, 'data') })
  await broker.technician()
  const copy = join(folder, 'copy.sqlite')
  backUp(join(folder, 'data'), copy)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).sort()).toEqual(['copy.sqlite', 'data'])
  const before = statSync(copy).mtimeMs
  const second = backUp(join(folder, 'data'), copy)
  expect([second.status, statSync(copy).mtimeMs]).toEqual([2, before])
  expect(second.stderr).toContain('copy.sqlite is there already')
})

test('of what is not there, or no store, nothing is left behind', () => {
  const nothing = backUp(join(folder, 'nowhere'), join(folder, 'copy'))
  expect(nothing.status).toBe(2)
  expect(nothing.stderr).toContain('nowhere')
  writeFileSync(join(folder, 'broker.sqlite'), 'something else entirely, and long enough to be looked at')
  const damaged = backUp(folder, join(folder, 'copy'))
  expect([damaged.status, damaged.stderr]).toEqual([2, expect.stringContaining('is no database of a broker')])
  expect(readdirSync(folder)).toEqual(['broker.sqlite'])
})
