import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { removeAbandoned } from '../../../src/applet/own-temporaries.ts'
import { noteUnfinished } from '../../../src/applet/unfinished-file.ts'

const PROGRAM = join(import.meta.dirname, '../../support/unfinished-program.ts')

let room: string
let temporary: string
let downloads: string
beforeEach(() => {
  room = mkdtempSync(join(tmpdir(), 'unfinished-'))
  temporary = join(room, 'temporary')
  downloads = join(room, 'downloads')
  for (const folder of [temporary, downloads]) mkdirSync(folder)
})
afterEach(() => rmSync(room, { recursive: true }))

async function receiving(): Promise<ChildProcess> {
  const env = { ...process.env, TMPDIR: temporary }
  const child = spawn(process.execPath, [PROGRAM, downloads], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const over = once(child, 'exit')
  child.kill('SIGKILL')
  await over
}

const halves = () => readdirSync(downloads).filter((name) => name.endsWith('.part'))

describe('[DEL-1] a file that was half received', () => {
  test('goes with the next start when the program was killed, and what is whole stays', async () => {
    const child = await receiving()
    removeAbandoned([temporary])
    expect(halves()).toHaveLength(2)
    await kill(child)
    expect(halves()).toHaveLength(2)
    removeAbandoned([temporary])
    expect(readdirSync(downloads)).toEqual(['whole'])
    expect(readdirSync(temporary)).toEqual([])
  })

  test('goes with a program that ends in the middle of it', async () => {
    const child = await receiving()
    const over = once(child, 'exit')
    child.stdin?.write('end')
    await over
    expect(readdirSync(downloads)).toEqual(['whole'])
    expect(readdirSync(temporary)).toEqual([])
  })

  test('is told from another that has its name by now', async () => {
    await kill(await receiving())
    const [replaced = '', linked = ''] = halves()
    const theirs = join(downloads, 'theirs')
    writeFileSync(theirs, 'of somebody else')
    // Kept under another name, or its number on the disk would be given to the next file.
    renameSync(join(downloads, replaced), join(downloads, 'kept'))
    writeFileSync(join(downloads, replaced), 'of somebody else')
    rmSync(join(downloads, linked))
    symlinkSync(theirs, join(downloads, linked))
    const before = readdirSync(downloads)
    removeAbandoned([temporary])
    expect(readdirSync(downloads)).toEqual(before)
    expect(readdirSync(temporary)).toEqual([])
  })

  test('leaves no note behind where it ends as it should', async () => {
    const child = await receiving()
    const [own = ''] = readdirSync(temporary)
    const notes = () => readdirSync(join(temporary, own)).filter((name) => name.startsWith('unfinished-'))
    expect(notes()).toHaveLength(2)
    await kill(child)
  })
})

test('[DEL-1] a note about a file that has no name of ours removes nothing, nor does what is no note', async () => {
  await kill(await receiving())
  const own = join(temporary, readdirSync(temporary)[0] ?? '')
  const theirs = join(downloads, 'whole')
  const descriptor = openSync(theirs, 'r')
  noteUnfinished(own, theirs, descriptor)
  closeSync(descriptor)
  writeFileSync(join(own, 'unfinished-broken'), '{')
  mkdirSync(join(own, 'unfinished-folder'))
  removeAbandoned([temporary])
  expect(existsSync(theirs)).toBe(true)
  expect(readdirSync(temporary)).toEqual([])
})
