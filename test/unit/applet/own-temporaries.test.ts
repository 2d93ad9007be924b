import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeAbandoned } from '../../../src/applet/own-temporaries.ts'

const PROGRAM = join(import.meta.dirname, '../../support/temporaries-program.ts')

interface Run {
  readonly child: ChildProcess
  readonly folder: string
  readonly over: Promise<unknown>
}

async function start(parent: string): Promise<Run> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, TMPDIR: parent },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const over = once(child, 'exit')
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  return { child, folder: String(line).trim(), over }
}

const newParent = () => mkdtempSync(join(tmpdir(), 'temporaries-'))

/** What a run that was killed leaves behind. */
async function leftBehind(parent: string): Promise<string> {
  const { child, folder, over } = await start(parent)
  child.kill('SIGKILL')
  await over
  return folder
}

test('[DEL-1] a folder of ours is for its owner alone, and goes with the program, by a fault too', async () => {
  for (const how of ['leave', 'fault']) {
    const parent = newParent()
    const { child, folder, over } = await start(parent)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    child.stdin?.write(`${how}\n`)
    await over
    expect(readdirSync(parent)).toEqual([])
  }
})

test('[DEL-1] what a program that was killed left is removed by the next one, what a living one uses is not', async () => {
  const parent = newParent()
  const left = await leftBehind(parent)
  const living = await start(parent)
  expect(existsSync(join(left, 'spooled'))).toBe(true)
  removeAbandoned([parent])
  expect(readdirSync(parent)).toEqual([living.folder.split('/').at(-1)])
  expect(readFileSync(join(living.folder, 'spooled'), 'utf8')).toBe('of the customer')
  living.child.kill('SIGKILL')
  await living.over
})

test('[DEL-1] nothing else is removed, whatever it is called', async () => {
  const parent = newParent()
  const left = await leftBehind(parent)
  const mark = readFileSync(join(left, '.owner'), 'utf8')
  const make = (name: string, content: string | undefined, mode = 0o700) => {
    mkdirSync(join(parent, name), { mode })
    if (content !== undefined) writeFileSync(join(parent, name, '.owner'), content)
  }
  make('rescue-without-mark', undefined)
  make('rescue-other-mark', '{"pid":1}')
  make('rescue-broken-mark', '{')
  make('rescue-open', mark)
  chmodSync(join(parent, 'rescue-open'), 0o755)
  make('other-name', mark)
  make('rescue-elsewhere', mark.replace(/"space":"[^"]*"/, '"space":"pid:[1]"'))
  make('rescue-linked-mark', undefined)
  symlinkSync(join(left, '.owner'), join(parent, 'rescue-linked-mark', '.owner'))
  writeFileSync(join(parent, 'rescue-file'), mark)
  const stranger = mkdtempSync(join(tmpdir(), 'stranger-'))
  writeFileSync(join(stranger, '.owner'), mark)
  symlinkSync(stranger, join(parent, 'rescue-link'))
  symlinkSync(stranger, join(left, 'link-inside'))
  const before = readdirSync(parent).filter((name) => !left.endsWith(name))

  removeAbandoned([parent, '/nowhere/at/all'])
  expect(readdirSync(parent)).toEqual(before)
  expect(readdirSync(stranger)).toEqual(['.owner'])
})

test('[DEL-1] a process that has the number of one that is gone does not keep its folder', async () => {
  const parent = newParent()
  const left = await leftBehind(parent)
  const mark = JSON.parse(readFileSync(join(left, '.owner'), 'utf8'))
  writeFileSync(join(left, '.owner'), JSON.stringify({ ...mark, pid: process.pid }))
  removeAbandoned([parent])
  expect(readdirSync(parent)).toEqual([])
})
