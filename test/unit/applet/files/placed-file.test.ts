import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PlacedFile } from '../../../../src/applet/files/placed-file.ts'
import { NotWritten } from '../../../../src/channel/transfer/incoming-file.ts'
import { safeFileName } from '../../../../src/protocol/peer/file-name.ts'
import { HARMLESS_NAMES, HOSTILE_NAMES } from '../../../support/hostile-names.ts'
import { until } from '../../../support/until.ts'

const RACES = 1000

let room: string
let inside: string
let outside: string
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'placed-'))
  inside = join(room, 'inside')
  outside = join(room, 'outside')
  for (const folder of [inside, outside]) mkdirSync(folder)
})
afterEach(() => rmSync(room, { recursive: true, force: true }))

async function place(name: string, content = 'hello'): Promise<string> {
  const placed = await PlacedFile.open(inside, name, content.length)
  await placed.write(Buffer.from(content))
  await placed.finish()
  return placed.savedAs ?? ''
}

test('[FILE-1] of all hostile names nothing is written anywhere, and of the others all inside', async () => {
  for (const name of [...HOSTILE_NAMES, ...HARMLESS_NAMES]) {
    const safe = safeFileName(name)
    if (safe !== undefined) await place(safe)
  }
  expect(readdirSync(outside)).toEqual([])
  expect(readdirSync(room).sort()).toEqual(['inside', 'outside'])
  expect(readdirSync(inside).sort()).toEqual([...HARMLESS_NAMES].sort())
})

/** Another thread that puts a link in the folder's place and the folder back, without rest. */
async function swapping(): Promise<AsyncDisposable> {
  const swapper = new Worker(
    `const { renameSync, symlinkSync, unlinkSync } = require('node:fs')
     const { workerData: { inside, outside }, parentPort } = require('node:worker_threads')
     let goesOn = true
     const swap = () => {
       for (let count = 0; count < 50; count += 1) {
         renameSync(inside, inside + '.kept')
         symlinkSync(outside, inside)
         unlinkSync(inside)
         renameSync(inside + '.kept', inside)
       }
       if (goesOn) setImmediate(swap)
       else parentPort.postMessage('stopped')
     }
     parentPort.once('message', () => { goesOn = false })
     swap()
     parentPort.postMessage('swapping')`,
    { eval: true, workerData: { inside, outside } },
  )
  await once(swapper, 'message')
  return {
    async [Symbol.asyncDispose]() {
      swapper.postMessage('stop')
      await once(swapper, 'message')
      await swapper.terminate()
    },
  }
}

test('[FILE-1] a folder that is swapped for a link meanwhile never takes a file elsewhere than it says', {
  timeout: 30_000,
}, async () => {
  const said: string[] = []
  {
    await using _swapper = await swapping()
    // Which of the two it finds is a matter of luck; some file has to have gone somewhere.
    for (let count = 0; count < RACES || said.every((path) => path === ''); count += 1) {
      said.push(await place(`race-${count}`).catch(() => ''))
    }
  }
  // Where the link stood as the customer's choice was looked up, outside is what they chose.
  const [saidInside, saidOutside] = [inside, outside].map((folder) => said.filter((path) => dirname(path) === folder))
  expect(readdirSync(outside).sort()).toEqual(saidOutside?.map((path) => basename(path)).sort())
  expect(readdirSync(inside).sort()).toEqual(saidInside?.map((path) => basename(path)).sort())
})

describe.skipIf(process.platform !== 'linux')('[FILE-1] once the folder was chosen', () => {
  test('whatever is put in its place gets nothing', async () => {
    const placed = await PlacedFile.open(inside, 'a.txt', 5)
    renameSync(inside, join(room, 'moved'))
    symlinkSync(outside, inside)
    await placed.write(Buffer.from('hello'))
    await placed.finish()
    expect(readdirSync(outside)).toEqual([])
    expect(readFileSync(join(room, 'moved', 'a.txt'), 'utf8')).toBe('hello')
  })

  test('what was begun goes away from where it really is', async () => {
    const placed = await PlacedFile.open(inside, 'a.txt', 5)
    renameSync(inside, join(room, 'moved'))
    symlinkSync(outside, inside)
    placed.discard()
    expect(readdirSync(join(room, 'moved'))).toEqual([])
  })
})

test('[FILE-1] a link under the name itself is not followed, whatever it leads to', async () => {
  const theirs = join(outside, 'theirs')
  writeFileSync(theirs, 'theirs')
  symlinkSync(theirs, join(inside, 'a.txt'))
  symlinkSync(join(outside, 'new'), join(inside, 'a (1).txt'))
  symlinkSync('/dev/null', join(inside, 'a (2).txt'))
  expect(await place('a.txt')).toBe(join(inside, 'a (3).txt'))
  expect(readFileSync(theirs, 'utf8')).toBe('theirs')
  expect(readdirSync(outside)).toEqual(['theirs'])
})

test('[FILE-1] somebody who takes the unfinished file away and puts a link there gets nothing', async () => {
  const placed = await PlacedFile.open(inside, 'a.txt', 5)
  await placed.write(Buffer.from('hello'))
  const [temporary = ''] = readdirSync(inside)
  unlinkSync(join(inside, temporary))
  writeFileSync(join(outside, 'theirs'), 'theirs')
  symlinkSync(join(outside, 'theirs'), join(inside, temporary))
  await expect(placed.finish()).rejects.toThrow(NotWritten)
  expect(readFileSync(join(outside, 'theirs'), 'utf8')).toBe('theirs')
  expect(placed.savedAs).toBeUndefined()
})

test('what is thrown away while it is written leaves nothing', async () => {
  const placed = await PlacedFile.open(inside, 'a.txt', 5)
  const writing = placed.write(Buffer.alloc(1_000_000)).catch(() => {})
  placed.discard()
  await writing
  placed.discard()
  await placed.finish()
  expect(readdirSync(inside)).toEqual([])
})

test('a file is marked as from the web before it has its name', async () => {
  const marked: string[] = []
  const mark = (path: string) => {
    marked.push(...readdirSync(inside).map((name) => `${name.startsWith('.rescue-')} ${path.endsWith(name)}`))
  }
  const placed = await PlacedFile.open(inside, 'a.txt', 5, mark)
  await placed.finish()
  expect(marked).toEqual(['true true'])
})

test('nobody else may read it, whatever the umask, and nobody can run it', async () => {
  const before = process.umask(0)
  try {
    expect(lstatSync(await place('a.sh', '#!/bin/sh\n')).mode & 0o777).toBe(0o600)
  } finally {
    process.umask(before)
  }
})

test('a file for which there is no space is not begun', async () => {
  await expect(PlacedFile.open(inside, 'a', Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ reason: 'no-space' })
  expect(readdirSync(inside)).toEqual([])
})

test.skipIf(process.getuid?.() !== 0)('a disk that fills up meanwhile is told as such, and nothing stays', async () => {
  const disk = join(room, 'disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
  try {
    const placed = await PlacedFile.open(disk, 'a', 1000)
    await expect(placed.write(Buffer.alloc(200_000))).rejects.toMatchObject({ reason: 'no-space' })
    placed.discard()
    expect(readdirSync(disk)).toEqual([])
  } finally {
    execFileSync('umount', ['-l', disk])
  }
})

test('nothing is left open', async () => {
  if (process.platform !== 'linux') return
  const open = () => readdirSync('/proc/self/fd').length
  await place('first')
  const before = open()
  for (let count = 0; count < 50; count += 1) {
    await place(`file-${count}`)
    const placed = await PlacedFile.open(inside, 'x', 1)
    placed.discard()
    await PlacedFile.open(join(room, 'missing'), 'x', 1).catch(() => {})
    await PlacedFile.open(inside, 'x', Number.MAX_SAFE_INTEGER).catch(() => {})
  }
  await until(() => open() <= before, 'all of them being closed')
})
