import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { letGoOnX11 } from '../../src/applet/input/sinks/x11-held-input.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { XHeld } from '../support/x-held.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

const PROGRAM = join(import.meta.dirname, '../support/pressing-program.ts')
const [CONTROL, KEY_A, BUTTON_1] = [37, 38, 1 << 8]

describe.skipIf(!needs('Xvfb'))('what is held down on an X server', () => {
  let xvfb: Xvfb
  let held: XHeld

  beforeAll(async () => {
    xvfb = await startXvfb({ width: 320, height: 240 })
    held = new XHeld(xvfb.display)
  })
  afterAll(async () => {
    held[Symbol.dispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  /** A program that pressed keys and buttons, killed in the middle of it. */
  async function killed(...args: string[]): Promise<void> {
    const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...process.env, DISPLAY: xvfb.display },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const over = once(child, 'exit')
    await once(child.stdout as NodeJS.ReadableStream, 'data')
    await until(() => held.keys.length === 2 && (held.mask & BUTTON_1) !== 0, 'the keys down')
    child.kill('SIGKILL')
    await over
  }

  test('stays down when the program that pressed it dies, until another lets go of it', async () => {
    await killed('--alone')
    expect(held.keys).toEqual([CONTROL, KEY_A])
    expect(held.mask & BUTTON_1).toBe(BUTTON_1)
    await letGoOnX11(xvfb.display)
    await until(() => held.keys.length === 0 && held.mask === 0, 'everything let go')
  })

  test('[DEL-1] is let go of by the process that looks at the screen when the applet is killed', async () => {
    await killed()
    await until(() => held.keys.length === 0 && held.mask === 0, 'everything let go')
  })

  test('and a lock stays as it is', async () => {
    const sink = await openX11Sink(xvfb.display)
    await inject(sink, { type: 'key-pressed', code: 'CapsLock' })
    await inject(sink, { type: 'key-released', code: 'CapsLock' })
    await until(() => held.mask !== 0, 'the lock')
    const locked = held.mask
    await letGoOnX11(xvfb.display)
    expect(held.mask).toBe(locked)
    await sink[Symbol.asyncDispose]()
  })
})

test('where there is no X server it fails in a sentence', async () => {
  await expect(letGoOnX11('')).rejects.toThrow('DISPLAY is not set')
  await expect(letGoOnX11(':99999')).rejects.toThrow('cannot be reached')
})
