import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConsoleClient } from '../support/console-client.ts'
import { AppletProcess } from '../support/json-process.ts'
import { ShiftedClock } from '../support/shifted-clock.ts'
import { TestBroker } from '../support/test-broker.ts'
import { TestScreen } from '../support/test-screen.ts'
import { until } from '../support/until.ts'

const MINUTE = 60_000
const FAULTS = pathToFileURL(join(import.meta.dirname, '../support/fault-injection.ts')).href

/** Every exit status that scripts are promised, reached by the program itself. */
describe('exit status', () => {
  const clock = new ShiftedClock()
  const folder = mkdtempSync(join(tmpdir(), 'status-'))
  let broker: TestBroker
  let technician: ConsoleClient

  beforeAll(async () => {
    broker = await TestBroker.start({ clock })
    technician = await broker.technician()
  })
  afterAll(() => broker[Symbol.asyncDispose]())

  function fileWith(name: string, content: string): string {
    const file = join(folder, name)
    writeFileSync(file, content)
    return file
  }

  const run = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    new AppletProcess(['--headless', '--broker', broker.url, ...args], environment)

  async function waiting(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
    const { id, pin } = await technician.newSession()
    const applet = run([...args, pin], environment)
    await applet.untilStatus('waiting')
    return { id, applet }
  }

  async function active(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}) {
    const { id, applet } = await waiting(args, environment)
    await technician.post(`/api/sessions/${id}/start`)
    await applet.untilStatus('active')
    return { id, applet }
  }

  /** How it ended: the status, who ended it, and why. */
  async function outcomeOf(applet: AppletProcess) {
    const { status, signal } = await applet.exit
    const { by, reason } = applet.all('ended').at(-1) ?? { by: undefined, reason: undefined }
    return { status, signal, by, reason }
  }

  const over = (status: number, by: string, reason: string) => ({ status, signal: null, by, reason })

  describe('0: it ended as it should', () => {
    test('by the technician', async () => {
      const { id, applet } = await active()
      await technician.post(`/api/sessions/${id}/end`)
      expect(await outcomeOf(applet)).toEqual(over(0, 'technician', 'ended'))
    })

    test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s in a session', async (signal) => {
      const { id, applet } = await active()
      applet.child.kill(signal)
      expect(await outcomeOf(applet)).toEqual(over(0, 'customer', 'ended'))
      await until(async () => (await technician.status(id)) === 'Closed by active customer', 'the row closed')
    })

    test.each(['--version', '--help'])('%s', async (option) => {
      const applet = new AppletProcess([option])
      // What it prints is for people.
      applet.child.stdout?.removeAllListeners('data').resume()
      expect((await applet.exit).status).toBe(0)
    })
  })

  const REFUSED: [string, string[], string][] = [
    ['a code of five digits', ['12345'], 'six digits'],
    ['no code where nobody can be asked', [], 'Give the 6-digit code'],
    ['two codes', ['--pin', '123456', '654321'], 'Give the code once'],
    ['an unknown option', ['--fly'], 'unknown option'],
    ['an unknown screen', ['--screen', 'cinema', '123456'], '--screen can be'],
    ['an unknown sink', ['--input', 'kitchen', '123456'], '--input can be'],
    ['an unknown window', ['--ui', 'hologram', '123456'], '--ui can be'],
    ['a broker that is no address', ['--broker', 'nowhere', '123456'], 'web address'],
    ['plain HTTP to another computer', ['--broker', 'http://support.example.com', '123456'], 'https://'],
    ['a policy that is not there', ['--policy', '/nowhere/policy.json', '123456'], 'cannot be read'],
    ['a log that cannot be written', ['--log', '/nowhere/session.log', '123456'], 'log cannot be written'],
  ]

  describe('2: the command line cannot be followed, in a sentence', () => {
    test.each(REFUSED)('%s', async (_, args, sentence) => {
      const applet = run(args)
      expect((await applet.exit).status).toBe(2)
      expect(applet.errors).toContain(sentence)
      expect(applet.events).toEqual([])
    })

    test('a policy without --headless', async () => {
      const policy = fileWith('policy.json', '{"view":"yes"}')
      const applet = new AppletProcess(['--broker', broker.url, '--ui', 'terminal', '--policy', policy, '123456'])
      expect((await applet.exit).status).toBe(2)
      expect(applet.errors).toContain('needs --headless')
    })

    test('a policy that answers for what nobody asks', async () => {
      const applet = run(['--policy', fileWith('odd.json', '{"fly":"yes"}'), '123456'])
      expect((await applet.exit).status).toBe(2)
      expect(applet.errors).toContain('it can name view, control')
    })
  })

  describe('3: the code does not work, and the event says why', () => {
    test('nobody issued it', async () => {
      const { pin } = await technician.newSession()
      expect(await outcomeOf(run([pin === '100000' ? '100001' : '100000']))).toEqual(over(3, 'broker', 'pin_unknown'))
    })

    test('it was used', async () => {
      const { pin } = await technician.newSession()
      await using first = run([pin])
      await first.untilStatus('waiting')
      expect(await outcomeOf(run([pin]))).toEqual(over(3, 'broker', 'pin_used'))
    })

    test('it has expired', async () => {
      const { pin } = await technician.newSession()
      clock.shift(11 * MINUTE)
      expect(await outcomeOf(run([pin]))).toEqual(over(3, 'broker', 'pin_expired'))
    })
  })

  test('4: no broker answers', async () => {
    const applet = new AppletProcess(['--headless', '--broker', 'http://127.0.0.1:9', '123456'])
    expect(await outcomeOf(applet)).toEqual(over(4, 'broker', 'broker_unreachable'))
  })

  describe('5: the customer did not want it to start', () => {
    test('stopped while waiting', async () => {
      const { id, applet } = await waiting()
      applet.child.kill('SIGTERM')
      expect(await outcomeOf(applet)).toEqual(over(5, 'customer', 'cancelled'))
      await until(async () => (await technician.status(id)) === 'Closed by waiting customer', 'the row closed')
    })

    test('the terms declined, as the policy says by not saying yes', async () => {
      const { id, pin } = await technician.newSession()
      const terms = ['--terms', fileWith('terms.txt', 'You pay for this.')]
      expect(await outcomeOf(run([...terms, pin]))).toEqual(over(5, 'customer', 'terms_declined'))
      await until(async () => (await technician.status(id)) === 'Aborted', 'the row aborted')
    })

    test('and goes on where the policy accepts the terms', async () => {
      const policy = fileWith('accepting.json', '{"terms":"yes"}')
      const { applet } = await waiting(['--terms', fileWith('terms.txt', 'You pay for this.'), '--policy', policy])
      await using _ = applet
    })
  })

  test('6: the digits did not match three times', async () => {
    const { id, applet } = await active()
    const screen = await TestScreen.open(technician, id)
    await until(() => screen.codeWanted && applet.code !== undefined, 'the digits')
    const wrong = applet.code === '111111' ? '222222' : '111111'
    for (const triesLeft of [2, 1]) {
      screen.exchange.enterCode(wrong)
      await until(() => screen.triesLeft === triesLeft, `${triesLeft} tries left`)
    }
    screen.exchange.enterCode(wrong)
    expect(await outcomeOf(applet)).toEqual(over(6, 'applet', 'verification_failed'))
  })

  test.each([
    ['a recording that is not there', ['--screen', 'replay:/nowhere/screen.orr']],
    ['a display where there is none', ['--screen', 'display']],
  ])('7: no screen can be captured: %s; the code stays good', async (_, args) => {
    const { id, pin } = await technician.newSession()
    expect(await outcomeOf(run([...args, pin]))).toEqual(over(7, 'applet', 'no_screen'))
    expect(await technician.status(id)).toBe('Connecting')
  })

  test('8: nobody started it for an hour', async () => {
    const { id, applet } = await waiting()
    for (const step of [31, 31]) {
      // The technician is at work meanwhile, or would be signed out.
      await technician.sessions()
      clock.shift(step * MINUTE)
    }
    expect(await outcomeOf(applet)).toEqual(over(8, 'broker', 'waiting_timeout'))
    expect(await technician.status(id)).toBe('Timed out')
  })

  test('9: too many wrong codes from here', async () => {
    await using strict = await TestBroker.start()
    for (let wrong = 100_000; wrong < 100_005; wrong += 1) {
      const applet = await strict.applet(String(wrong))
      await until(() => applet.socket.readyState === applet.socket.CLOSED, 'the refusal')
    }
    const applet = new AppletProcess(['--headless', '--broker', strict.url, '123456'])
    expect(await outcomeOf(applet)).toEqual(over(9, 'broker', 'too_many_tries'))
  })

  test('70: a fault of ours, with its stack; the session ends as by the customer', async () => {
    const { id, applet } = await active([], { NODE_OPTIONS: `--import ${FAULTS}` })
    applet.child.kill('SIGUSR2')
    expect(await outcomeOf(applet)).toEqual(over(70, 'customer', 'ended'))
    expect(applet.errors).toMatch(/our own fault.*\n.*a fault that a test wanted\n\s+at /)
    await until(async () => (await technician.status(id)) === 'Closed by active customer', 'the row closed')
  })
})
