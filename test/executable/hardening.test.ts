import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { TestBroker } from '../support/test-broker.ts'
import { CustomerPlace, NAME } from '../support/test-program.ts'

const program = inject('program')
let broker: TestBroker
let technician: ConsoleClient
let url: string

beforeAll(async () => {
  broker = await TestBroker.start()
  technician = await broker.technician()
  url = broker.url.replace('127.0.0.1', 'localhost')
})
afterAll(() => broker[Symbol.asyncDispose]())

/** Port of Node's inspector, when nobody says another. */
const INSPECTOR_PORT = 9229

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
  })
}

describe('what the environment says to Node', () => {
  test('[SEA-1] a script in NODE_OPTIONS does not run', () => {
    using place = new CustomerPlace()
    const marker = join(place.temporary, 'was-here')
    const script = join(place.downloads, 'injected.cjs')
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`)
    const [command = '', ...args] = place.command(place.download(program, NAME), {
      NODE_OPTIONS: `--require ${script}`,
      NODE_PATH: place.downloads,
    })
    expect(execFileSync(command, [...args, '--version'], { encoding: 'utf8' })).toBe('0.0.1\n')
    expect(existsSync(marker)).toBe(false)
    // The same words do reach a Node that was not hardened: the marker shows what it should.
    execFileSync(process.execPath, ['-e', '0'], { env: { NODE_OPTIONS: `--require ${script}` } })
    expect(existsSync(marker)).toBe(true)
  })

  test('[SEA-1] no inspector opens, neither by a signal nor by an argument nor by a variable', async () => {
    using place = new CustomerPlace()
    const { pin } = await technician.newSession()
    const file = place.download(program, NAME)
    await using applet = place.run(file, ['--headless', '--broker', url, pin], { NODE_OPTIONS: '--inspect' })
    await applet.untilStatus('waiting')
    applet.child.kill('SIGUSR1')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await answers(INSPECTOR_PORT)).toBe(false)
    expect(applet.all('status').at(-1)?.status).toBe('waiting')

    const refused = place.run(file, ['--inspect'])
    expect((await refused.exit).status).toBe(2)
    expect(refused.errors).toContain("unknown option '--inspect'")
  })

  test('[SEA-1] the same signal opens the inspector of a Node that was not hardened', async () => {
    const open = spawn(process.execPath, ['-e', 'console.log(0); setInterval(() => {}, 1000)'], { stdio: 'pipe' })
    try {
      await new Promise((resolve) => open.stdout.once('data', resolve))
      open.kill('SIGUSR1')
      await expect.poll(() => answers(INSPECTOR_PORT)).toBe(true)
    } finally {
      const over = once(open, 'exit')
      open.kill('SIGKILL')
      await over
    }
  })
})

describe('what an executable for customers refuses, with status 2', () => {
  test.each([
    ['an address instead of a name', ['--broker', 'https://192.0.2.1', '123456'], 'bare address'],
    ['an address in brackets', ['--broker', 'https://[2001:db8::1]:8443', '123456'], 'bare address'],
    [
      'certificates from the command line',
      ['--ca', '/x.pem', '--broker', 'https://localhost', '123456'],
      'from source',
    ],
    ['no code', ['--broker', 'https://localhost'], 'Give the 6-digit code'],
  ])('%s', async (_, args, sentence) => {
    using place = new CustomerPlace()
    const applet = place.run(place.download(program, NAME), args)
    expect((await applet.exit).status).toBe(2)
    expect(applet.errors).toContain(sentence)
  })

  test.each([
    ['--screen', 'display'],
    ['--input', 'display'],
  ])('a policy file with %s %s', async (...display) => {
    using place = new CustomerPlace()
    const policy = join(place.downloads, 'policy.json')
    writeFileSync(policy, '{"view":"yes"}')
    const applet = place.run(place.download(program, NAME), [
      ...['--headless', '--policy', policy, ...display, '--broker', url, '123456'],
    ])
    expect((await applet.exit).status).toBe(2)
    expect(applet.errors).toContain('packaged with --qa')
  })
})
