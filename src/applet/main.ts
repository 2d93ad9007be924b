import { readFileSync } from 'node:fs'
import { realClock } from '../base/clock.ts'
import { createLogger, formatLogLine } from '../base/logger.ts'
import type { Applet } from './applet.ts'
import { readBuiltIn } from './built-in.ts'
import { clipboards, inputSinks, openFeed, PLATFORM_NAME } from './choose-platform.ts'
import { parseCommandLine } from './cli.ts'
import { EventStream } from './event-stream.ts'
import { ConfigAltered } from './operator-config.ts'
import { type AppletOptions, readOptions, UsageError } from './options.ts'
import { CAPTURE_ARGUMENT } from './screen/process/capture-messages.ts'
import { EXIT } from './session/endings.ts'
import { SessionLog } from './session/session-log.ts'
import type { CustomerUi } from './ui/customer-ui.ts'
import { HeadlessShell } from './ui/shells/headless-shell.ts'
import { TerminalShell } from './ui/shells/terminal-shell.ts'

/** After these its PIN is spent, and an executable that carries it serves for nothing more. */
const USED_UP: ReadonlySet<number> = new Set([
  EXIT.ended,
  EXIT.endedBeforeStart,
  EXIT.verificationFailed,
  EXIT.timedOut,
])

/** Milliseconds in which a program with a fault still says goodbye. */
const FAULT_GOODBYE_MS = 2000

start()
  .then((status) => {
    process.exitCode ??= status
  })
  .catch((error: unknown) => {
    process.exitCode = explain(error)
  })
  // A native part may keep a thread waiting; everything that matters is closed by now.
  .finally(() => process.stdout.write('', () => process.exit()))

async function start(): Promise<number> {
  if (process.argv[2] === CAPTURE_ARGUMENT) return captureOnly()
  const builtIn = readBuiltIn()
  const version = builtIn?.version ?? versionOfSource()
  const { line, pin } = parseCommandLine(process.argv.slice(2), version, builtIn)
  const options = readOptions(line, pin, process.execPath, builtIn)
  const status = await run(options, version)
  if (builtIn && !options.keep && USED_UP.has(status)) (await import('./self-removal.ts')).removeOurselves()
  return status
}

async function captureOnly(): Promise<number> {
  if (!process.connected) throw new UsageError('The program starts this part of itself; leave the option out.')
  await (await import('./screen/process/capture-main.ts')).captureScreen()
  return EXIT.ended
}

function versionOfSource(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}

/** Tells the person what went wrong; returns the exit status. */
function explain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`)
    return EXIT.usage
  }
  if (error instanceof ConfigAltered) {
    process.stderr.write(`${error.message} Delete this program and download it again.\n`)
    return EXIT.brokerUnreachable
  }
  process.stderr.write(`This is our own fault. Please report it:\n${error instanceof Error ? error.stack : error}\n`)
  return EXIT.fault
}

async function run(options: AppletOptions, version: string): Promise<number> {
  const events = new EventStream(options.json ? (text) => process.stdout.write(text) : undefined)
  const sessionLog = openLog(options.logFile)
  await using ui = openUi(options)
  if (options.policy) {
    process.stderr.write('TEST MODE: answers come from a file\n')
    sessionLog.add('test-mode', 'TEST MODE: answers come from a file')
  }
  const loggers = createLogger((entry) => process.stderr.write(`${formatLogLine(entry)}\n`), process.env.DEBUG)
  await using feed = await openFeed(options.screen, loggers)
  // It gets ready while the rest is loaded; whether it can is asked for later.
  feed.open().catch(() => {})
  // Here begins what takes its time to load, the network's parts above all; a question for the version need not wait for it.
  const applet = new (await import('./applet.ts')).Applet({
    pin: options.pin,
    broker: options.broker,
    authorities: options.authorities,
    verification: options.verification,
    program: `open-rescue ${version}`,
    platform: PLATFORM_NAME,
    ui,
    sessionLog,
    events,
    createLogger: loggers,
    feed,
    inputs: inputSinks(options.input),
    clipboards: () => clipboards(options.input),
    localInputWins: options.localInputWins,
  })
  endOnSignals(applet)
  endOnFault(applet)
  const ending = await applet.run()
  return ending.exitStatus
}

function openLog(file: string | undefined): SessionLog {
  try {
    return new SessionLog(realClock, file)
  } catch (error) {
    throw new UsageError(
      `The log cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function openUi(options: AppletOptions): CustomerUi {
  if (options.ui === 'headless') {
    const say = (sentence: string) => void (options.json || process.stderr.write(`${sentence}\n`))
    return new HeadlessShell(options.policy ?? {}, say)
  }
  // With --json stdout belongs to the events, and the person reads stderr.
  const output = options.json ? process.stderr : process.stdout
  const onInterrupt = () => process.kill(process.pid, 'SIGINT')
  return new TerminalShell({ input: process.stdin, output, clock: realClock, onInterrupt })
}

/** Whoever stops the program ends the session as the small X does. A parent that started us learns that it was meant, too. */
function endOnSignals(applet: Applet): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      process.send?.({ event: 'interrupted' })
      applet.end()
    })
  }
  process.on('disconnect', () => applet.end())
}

/** Our own bug: the session ends as by the small X, so that nothing stays held down or shared, and the stack is told. */
function endOnFault(applet: Applet): void {
  process.on('uncaughtException', (error) => {
    process.exitCode = explain(error)
    applet.end()
    setTimeout(() => process.exit(), FAULT_GOODBYE_MS).unref()
  })
}
