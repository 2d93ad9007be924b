import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { InputReceiver } from '../../src/applet/input/input-receiver.ts'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { InputTally } from '../../src/applet/input/input-tally.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import { silentLogger } from '../../src/base/logger.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { startTerminal, type Terminal } from '../support/x-terminal.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

/** One line for each script, and for what joins, combines or only looks like a space. */
const LINES = readFileSync(join(import.meta.dirname, '../fixtures/typing/corpus.txt'), 'utf8')
  .trimEnd()
  .split('\n')

const LAYOUTS = ['us', 'fr', 'de', 'ru']

describe.skipIf(!needs('Xvfb', 'xterm', 'setxkbmap', 'xmodmap')).each(LAYOUTS)('a keyboard %s', (layout) => {
  let xvfb: Xvfb
  let sink: InputSink
  let terminal: Terminal
  let before: string

  beforeAll(async () => {
    xvfb = await startXvfb({ width: 640, height: 480 })
    execFileSync('setxkbmap', ['-display', xvfb.display, layout])
    before = mapping()
    sink = await openX11Sink(xvfb.display)
    terminal = await startTerminal(xvfb.display)
    technician().receive({ type: 'pointer-moved', x: 50, y: 50 }, 0)
  })
  afterAll(async () => {
    await terminal[Symbol.asyncDispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  const mapping = () => execFileSync('xmodmap', ['-display', xvfb.display, '-pke'], { encoding: 'utf8' })

  /** As the applet receives what was typed. */
  function technician(): InputReceiver {
    const gate = new PermissionGate()
    gate.grant('control')
    const shown = () => ({ x: 0, y: 0, width: 640, height: 480 })
    const [tally, log] = [new InputTally(), silentLogger('applet.input')]
    return new InputReceiver({ gate, sink, tally, shown, customer: { active: false }, log })
  }

  test.each(LINES)('types: %s', async (line) => {
    const was = terminal.typed().length
    technician().receive({ type: 'text-entered', text: `${line}\n` }, 0)
    await until(() => terminal.typed().slice(was).endsWith('\r'), 'the end of the line')
    expect(terminal.typed().slice(was)).toBe(`${line}\r`)
  })

  test('is as it was when the technician is gone', async () => {
    expect(mapping()).not.toBe(before)
    await sink[Symbol.asyncDispose]()
    expect(mapping()).toBe(before)
  })
})
