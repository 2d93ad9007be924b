import { readFileSync } from 'node:fs'
import { realClock } from '../base/clock.ts'
import { createLogger, formatLogLine } from '../base/logger.ts'
import { readBuiltIn } from './built-in.ts'
import {
  clipboards,
  inputSinks,
  openFeed,
  PLATFORM_NAME,
  panicKeys,
  screenSigns,
  windowFinders,
} from './choose-platform.ts'
import { shellsFor } from './choose-shell.ts'
import { parseCommandLine, parseVerifyLine, VERIFY_COMMAND } from './cli.ts'
import { Presence } from './customer/presence.ts'
import { Visit } from './customer/visit.ts'
import { EventStream } from './event-stream.ts'
import { explainFailure } from './explain-failure.ts'
import { type AppletOptions, readOptions, UsageError } from './options.ts'
import { removeAbandoned } from './own-temporaries.ts'
import { isUsedUp } from './session/endings.ts'
import { SessionLog } from './session/session-log.ts'
import { systemLanguages } from './system-languages.ts'
import { Presenter } from './ui/presenter.ts'
import { openUrl } from './urls/open-url.ts'
import { type AppletSpeaker, speakerOf } from './words/words.ts'

/** Milliseconds in which a program with a fault still says goodbye. */
const FAULT_GOODBYE_MS = 2000

/** All of the program but its parts that run in processes of their own; resolves with the exit status. */
export async function serveCustomer(): Promise<number> {
  if (process.argv[2] === VERIFY_COMMAND) return verifyOnly()
  const builtIn = readBuiltIn()
  const version = builtIn?.version ?? versionOfSource()
  const { line, pin } = parseCommandLine(process.argv.slice(2), version, builtIn)
  const options = readOptions(line, pin, process.execPath, builtIn)
  removeAbandoned()
  const removesItself = builtIn !== undefined && !options.keep
  const status = await run(options, version, removesItself)
  if (removesItself && isUsedUp(status)) (await import('./self-removal.ts')).removeOurselves()
  return status
}

async function verifyOnly(): Promise<number> {
  const line = parseVerifyLine(process.argv.slice(3))
  const { verifyLog } = await import('./verify-log.ts')
  return verifyLog(line, {
    speaker: await speakerOf(line.language ? [line.language] : systemLanguages()),
    write: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  })
}

function versionOfSource(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}

async function run(options: AppletOptions, version: string, removesItself: boolean): Promise<number> {
  const events = new EventStream(options.json ? (text) => process.stdout.write(text) : undefined)
  const loggers = createLogger((entry) => process.stderr.write(`${formatLogLine(entry)}\n`), process.env.DEBUG)
  await using feed = await openFeed(options.screen, loggers)
  // It takes longest, and gets ready while the rest is loaded; whether it can is asked for later.
  feed.open().catch(() => {})
  const speaker = await speakerOf(options.language ? [options.language] : systemLanguages())
  const sessionLog = openLog(options.logFile, speaker)
  const shells = shellsFor({ ...options, speaker, log: loggers('applet') })
  const testMode = options.policy !== undefined
  await using presenter = new Presenter({ speaker, clock: realClock, testMode, nextShell: () => shells.next() })
  if (!(await presenter.open()))
    throw new UsageError(
      `This computer cannot show --ui ${options.ui ?? 'of any kind'} (${shells.refusals.join('; ')}).`,
    )
  if (options.pin === undefined && presenter.shell?.isScripted) throw new UsageError(NO_PIN)
  if (testMode) {
    process.stderr.write(`${speaker.t('log.test-mode')}\n`)
    sessionLog.add('test-mode')
  }
  // Here begins what takes its time to load, the network's parts above all; a question for the version need not wait for it.
  const { Applet } = await import('./applet.ts')
  using presence = new Presence({
    presenter,
    feed,
    finders: windowFinders(options.screen),
    signs: screenSigns(options.screen),
    keys: panicKeys(options.screen),
    onPanic: () => visit.revokeAll(),
    onFocused: () => visit.letGo(),
    log: loggers('applet'),
  })
  const createApplet = (pin: string) =>
    new Applet({
      pin,
      broker: options.broker,
      authorities: options.authorities,
      verification: options.verification,
      offer: options.offer,
      program: `open-rescue ${version}`,
      platform: PLATFORM_NAME,
      ui: presenter,
      speaker,
      sessionLog,
      events,
      createLogger: loggers,
      feed,
      inputs: inputSinks(options.input),
      clipboards: () => clipboards(options.input),
      localInputWins: options.localInputWins,
      promptsAreVisible: () => presence.promptsAreVisible,
      ownWindows: () => presence.windows,
      onSeen: (isSeen) => presence.seen(isSeen),
      openUrl: (url) => openUrl(url),
      removesItself,
    })
  const visit = new Visit({
    presenter,
    speaker,
    clock: realClock,
    terms: options.terms,
    version,
    sessionLog,
    createApplet,
  })
  presence.open().catch((error: unknown) => loggers('applet').warn('presence', { reason: String(error) }))
  endOnSignals(visit)
  endOnFault(visit)
  const ending = await visit.run(options.pin)
  await visit.farewell()
  return ending.exitStatus
}

const NO_PIN = 'Give the 6-digit code from your technician, for example: applet 123456'

function openLog(file: string | undefined, speaker: AppletSpeaker): SessionLog {
  try {
    return new SessionLog(realClock, { speaker, file })
  } catch (error) {
    throw new UsageError(
      `The log cannot be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Whoever stops the program ends the session as the small X does. A parent that started us learns that it was meant, too. */
function endOnSignals(visit: Visit): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Who is gone before us is no fault of ours.
      process.send?.({ event: 'interrupted' }, () => {})
      visit.leave()
    })
  }
  process.on('disconnect', () => visit.leave())
}

/** Our own bug: the session ends as by the small X, so that nothing stays held down or shared, and the stack is told. */
function endOnFault(visit: Visit): void {
  process.on('uncaughtException', (error) => {
    process.exitCode = explainFailure(error)
    visit.leave()
    setTimeout(() => process.exit(), FAULT_GOODBYE_MS).unref()
  })
}
