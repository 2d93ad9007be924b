import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { ALL_PERMISSIONS } from '../protocol/permission.ts'
import type { InputChoice, ScreenChoice } from './choose-platform.ts'
import type { Policy } from './permission/policy.ts'

export interface AppletOptions {
  readonly pin: string
  readonly broker: URL
  readonly ui: UiChoice
  readonly screen: ScreenChoice
  readonly input: InputChoice
  readonly policy: Policy | undefined
  readonly json: boolean
  readonly logFile: string | undefined
}

const UI_KINDS = ['terminal', 'headless'] as const
type UiChoice = (typeof UI_KINDS)[number]

/** What the command line says, word for word. */
export interface CommandLine {
  readonly pin?: string
  readonly broker?: string
  readonly ui?: string
  readonly headless?: boolean
  readonly screen: string
  readonly input: string
  readonly policy?: string
  readonly json?: boolean
  readonly log?: string
}

/** The command line cannot be followed. The message says what to change; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Digits from the plain argument, `--pin` or the program's own file name, in this order of contracts.md; anything in
 * `argument` that is no PIN is an error, a file name without one is none.
 */
export function findPin(argument: string | undefined, programFile: string): string | undefined {
  if (argument !== undefined) {
    if (/^\d{6}$/.test(argument)) return argument
    throw new UsageError('The code has six digits. Check it with your technician.')
  }
  // Browsers add ` (1)` to a second download, Finder ` 2` or `-2` to a copy.
  const name = /([^/\\]*)$/.exec(programFile)?.[1] ?? ''
  return /-(\d{6})(?: ?\(\d+\)| \d+|-\d+)?(?:\.exe|\.app)?$/i.exec(name)?.[1]
}

export function readOptions(line: CommandLine, plainPin: string | undefined, programFile: string): AppletOptions {
  const ui = readUi(line)
  if (line.policy !== undefined && ui !== 'headless') {
    throw new UsageError('--policy answers for the customer, so it needs --headless.')
  }
  const pin = findPin(line.pin ?? plainPin, programFile)
  if (!pin) throw new UsageError('Give the 6-digit code from your technician, for example: applet 123456')
  return {
    pin,
    broker: readBroker(line.broker),
    ui,
    screen: readScreen(line.screen, ui),
    input: readInput(line.input, ui),
    policy: line.policy === undefined ? undefined : readPolicy(line.policy),
    json: line.json === true,
    logFile: line.log,
  }
}

function readUi(line: CommandLine): UiChoice {
  const wanted = line.headless ? 'headless' : (line.ui ?? 'terminal')
  const kind = UI_KINDS.find((known) => known === wanted)
  if (!kind || (line.headless && line.ui !== undefined && line.ui !== 'headless')) {
    throw new UsageError(`--ui can be ${UI_KINDS.join(' or ')}.`)
  }
  return kind
}

function readBroker(text: string | undefined): URL {
  if (text === undefined)
    throw new UsageError('Say where to register, for example: --broker https://support.example.com')
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UsageError('--broker is a web address, for example https://support.example.com')
  }
  const loopback = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\./.test(url.hostname)
  if (url.protocol === 'http:' && !loopback) {
    throw new UsageError('A support server on another computer must be reached by https://')
  }
  return url
}

function readScreen(text: string, ui: UiChoice): ScreenChoice {
  if (text === 'auto') return { kind: ui === 'headless' ? 'synthetic' : 'display' }
  if (text === 'display' || text === 'synthetic') return { kind: text }
  const file = /^replay:(.+)$/s.exec(text)?.[1]
  if (file) return { kind: 'replay', file }
  throw new UsageError('--screen can be auto, display, synthetic or replay:FILE.')
}

function readInput(text: string, ui: UiChoice): InputChoice {
  if (text === 'auto') return ui === 'headless' ? { kind: 'record', file: undefined } : { kind: 'display' }
  if (text === 'display') return { kind: 'display' }
  const file = /^record:(.+)$/s.exec(text)?.[1]
  if (file) return { kind: 'record', file }
  throw new UsageError('--input can be auto, display or record:FILE.')
}

const policySchema = v.record(v.picklist(ALL_PERMISSIONS), v.picklist(['yes', 'no']))

function readPolicy(file: string): Policy {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`The policy file cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  const result = v.safeParse(policySchema, value)
  if (result.success) return result.output
  throw new UsageError(
    `The policy file must look like {"view":"yes","control":"no"}; it can name ${ALL_PERMISSIONS.join(', ')}.`,
  )
}
