import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { screenSources } from '../src/applet/choose-platform.ts'
import { openFirst } from '../src/applet/open-first.ts'
import { createLogger, formatLogLine, type LogLine, silentLogger } from '../src/base/logger.ts'
import { Broker } from '../src/broker/broker.ts'
import { OperatorMistake } from '../src/broker/operator-mistake.ts'
import { parseProxies } from '../src/broker/options.ts'
import { CSRF_HEADER } from '../src/protocol/broker/http-api.ts'
import { ALL_PERMISSIONS } from '../src/protocol/permission.ts'
import { buildCustomerWindow, buildPages, customerWindowIsFresh, pagesAreFresh } from './build.ts'
import { ensureKernels } from './build-kernels.ts'
import { readArguments, root } from './run.ts'

/** `npm start`: the main job on this machine alone, with a broker, a demo technician, a PIN and an applet that took it. */
const DATA = join(root, '.data/demo')
const PORT = 7420
const IN_WINDOW = `
  The customer's window opens on this screen (in this terminal, where there is nothing to show one with).
  1. As the customer, press "Yes, I called them": the PIN is there already.`
const NO_DISPLAY = `
  This machine has no display: the customer's screen is a synthetic one, and what you do to it is kept in
  .data/demo/input.jsonl.`
const DEMO = { email: 'demo@open-rescue.invalid', name: 'Demo Technician', role: 'technician' } as const

const { values } = readArguments(
  { options: { json: { type: 'boolean', default: false } } } as const,
  'npm start [-- --json]',
)

await ensureKernels()
if (!pagesAreFresh()) await buildPages()
if (!customerWindowIsFresh()) await buildCustomerWindow()
const broker = await startBroker().catch(explain)
const pin = await createPin(await signInLink())
const display = await hasDisplay()
/** A script cannot press a button; it types, as whoever has no display does. */
const inWindow = display && process.stdin.isTTY === true && !values.json
const applet = startApplet(pin, display)
tell({
  event: 'ready',
  console: await signInLink(),
  entry: `${broker.url}/`,
  pin,
})

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
// Ctrl+C in a terminal that the applet reads key by key reaches the applet alone.
applet.on('message', stop)
applet.on('exit', (status, signal) => {
  restoreTerminal(signal)
  if (!stopping) tell({ event: 'applet-ended', status, signal })
})

/** The usual port, so that a bookmark works again tomorrow; any other when it is taken. */
async function startBroker(): Promise<Broker> {
  const options = {
    host: '127.0.0.1',
    dataDir: DATA,
    pagesDir: join(root, 'dist/pages'),
    artefactsDir: join(root, 'dist/applet'),
    company: 'Open Rescue Demo',
    verification: 'required' as const,
    permissions: ALL_PERMISSIONS,
    asking: 'each' as const,
    trustedProxies: parseProxies(''),
  }
  // Two people's conversation is on this terminal; what goes as it should need not be told in between.
  const write = (line: LogLine) => {
    if (line.level !== 'info') process.stderr.write(`${formatLogLine(line)}\n`)
  }
  const parts = { createLogger: createLogger(write, process.env.DEBUG) }
  try {
    return await Broker.start({ ...options, port: PORT }, parts)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return await Broker.start({ ...options, port: 0 }, parts)
  }
}

/** Such as a demo that runs already: a sentence, and no stack. */
function explain(error: unknown): never {
  if (!(error instanceof OperatorMistake)) throw error
  // The advice for brokers in general names an option that the demo does not have.
  const isRunning = /^Another broker/.test(error.message)
  console.error(isRunning ? 'Another demo runs already: end it with Ctrl+C in its terminal first.' : error.message)
  process.exit(2)
}

async function signInLink(): Promise<string> {
  const account = (await broker.accounts.find(DEMO.email)) ?? (await broker.accounts.create(DEMO))
  return broker.signInLink(account)
}

/** As the console does it: signs in with a one-time link and asks for a session. */
async function createPin(link: string): Promise<string> {
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('sign-in')
  const signedIn = await post('/api/sign-in-link', { token }, {})
  const { csrf } = (await signedIn.json()) as { csrf: string }
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const created = await post('/api/sessions', { name: 'Demo customer' }, { cookie, [CSRF_HEADER]: csrf })
  return ((await created.json()) as { session: { pin: string } }).session.pin
}

async function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  const response = await fetch(broker.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: broker.url, ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

async function hasDisplay(): Promise<boolean> {
  await using source = await openFirst(screenSources({ kind: 'display' }), silentLogger('applet.screen'))
  return source !== undefined
}

function startApplet(code: string, withDisplay: boolean): ChildProcess {
  const withoutDisplay = ['--screen', 'synthetic', '--input', `record:${join(DATA, 'input.jsonl')}`]
  const args = [
    join(root, 'bin/applet.js'),
    code,
    '--broker',
    broker.url,
    '--log',
    join(DATA, 'session.log'),
    ...(withDisplay ? [] : withoutDisplay),
    ...(inWindow ? [] : ['--ui', 'terminal']),
    ...(values.json ? ['--json'] : []),
  ]
  return spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
}

function tell(event: Readonly<Record<string, unknown>>): void {
  if (values.json) process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`)
  else if (event.event === 'ready') process.stdout.write(welcome(event as Record<'console' | 'entry' | 'pin', string>))
  else process.stdout.write(farewell(event))
}

function inTerminal(): string {
  const first = process.stdin.isTTY
    ? '1. Answer the warning here: type  yes  and press Enter.'
    : '1. The PIN is taken already.'
  return `
  The customer's applet runs in this terminal.${display ? '' : NO_DISPLAY}
  ${first}`
}

function farewell({ status, signal }: Readonly<Record<string, unknown>>): string {
  const what = status === 0 || status === 5 ? 'The session is over.' : `The applet ended with ${signal ?? status}.`
  return `\n${what} The console stays open; Ctrl+C stops the demo.\n`
}

/** An applet that was killed could not give the terminal back, and Ctrl+C would go unheard. */
function restoreTerminal(signal: NodeJS.Signals | null): void {
  if (signal && process.stdin.isTTY && process.platform !== 'win32') spawnSync('stty', ['sane'], { stdio: 'inherit' })
}

function welcome(ready: Record<'console' | 'entry' | 'pin', string>): string {
  return `
  You are the technician:  ${ready.console}
                           (signs you in once)
  The customer's PIN:      ${ready.pin}
  The customer's page:     ${ready.entry}

${inWindow ? IN_WINDOW : inTerminal()}
  2. Open the technician's link and press Start on the row "Demo customer".
  3. Six digits appear ${inWindow ? 'in the window' : 'here'}: as the customer you read them aloud, as the technician you type them in the console.
  4. Press View Screen or Remote Control, and answer the question ${inWindow ? 'in the window.' : 'here: type  yes  and press Enter.'}

  Ctrl+C stops all of it.

`
}

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  if (applet.exitCode === null && applet.signalCode === null) {
    applet.kill('SIGTERM')
    await once(applet, 'exit')
  }
  await broker.stop()
  process.exit(0)
}
