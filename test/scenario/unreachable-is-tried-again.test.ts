import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { FaultProxy } from '../support/fault-proxy.ts'
import { AppletProcess, fromSource } from '../support/json-process.ts'
import { needs } from '../support/needs.ts'
import { PseudoTerminal } from '../support/pseudo-terminal.ts'
import { TestBroker } from '../support/test-broker.ts'

/** A broker behind a line that is down, a code of it, and what an applet needs to be without a screen. */
async function outage() {
  const parts = new AsyncDisposableStack()
  onTestFinished(() => parts.disposeAsync())
  const broker = parts.use(await TestBroker.start())
  const line = parts.use(await FaultProxy.to(broker.url))
  line.refuses = true
  const { pin } = await (await broker.technician()).newSession()
  const folder = mkdtempSync(join(tmpdir(), 'outage-'))
  parts.defer(() => rmSync(folder, { recursive: true }))
  const input = `record:${join(folder, 'input')}`
  return { parts, line, args: ['--broker', line.url, '--screen', 'synthetic', '--input', input, '--pin', pin] }
}

const SENTENCE = 'The support server cannot be reached. Check your internet connection and try again.'

test.skipIf(!needs('script'))(
  'in a terminal the same code serves once the line is back',
  async () => {
    const { parts, line, args } = await outage()
    const command = [...fromSource('bin/applet.js'), '--ui', 'terminal', '--language', 'en', ...args]
    const terminal = parts.use(new PseudoTerminal(command))
    await terminal.says('Type  yes  if you called them')
    // A Yes in the first half second is none.
    do terminal.type('yes')
    while ((await terminal.says('too quick', 'Connecting')) === 'too quick')
    await terminal.says(SENTENCE)
    await terminal.says('Type  again  to try once more')
    line.refuses = false
    terminal.type('again')
    await terminal.says('Connected. Your technician will start soon.')
    terminal.type('end')
    expect(await terminal.exit).toBe(5)
  },
  60_000,
)

test('a script is told in a sentence, and the reason stands on stderr alone', async () => {
  const { args } = await outage()
  const applet = new AppletProcess(['--headless', '--language', 'en', ...args])
  expect(await applet.exit).toEqual({ status: 4, signal: null })
  expect(applet.all('ended')).toMatchObject([{ by: 'broker', reason: 'broker_unreachable' }])
  expect(applet.errors).toMatch(/warn applet\.session: cannot reach the broker reason=/)
})
