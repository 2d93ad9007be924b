import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import * as v from 'valibot'
import type { Offer } from '../protocol/broker/offer.ts'
import { ALL_PERMISSIONS } from '../protocol/permission.ts'
import { VERIFICATION_POLICIES, type VerificationPolicy } from '../protocol/verification.ts'
import type { BuiltIn } from './built-in.ts'
import type { InputChoice, ScreenChoice } from './choose-platform.ts'
import type { Terms } from './entrance.ts'
import type { OperatorConfig } from './operator-config.ts'
import { OTHER_QUESTIONS, type Policy } from './permission/policy.ts'
import { LANGUAGES } from './words/words.ts'

export interface AppletOptions {
  /** Without it the customer is asked. */
  readonly pin: string | undefined
  readonly broker: URL
  /** Certificates in PEM, the only ones to believe; undefined: those that Node ships. */
  readonly authorities: readonly string[] | undefined
  /** What this program insists on; its broker may insist on more. */
  readonly verification: VerificationPolicy
  /** One kind of window, and no other; undefined: the first that works. */
  readonly ui: UiKind | undefined
  /** What the customer speaks, before what their system says. */
  readonly language: string | undefined
  /** What they have to accept before they join. */
  readonly terms: Terms | undefined
  /** What technicians may ask for at most; the broker may leave less. */
  readonly offer: Offer | undefined
  readonly screen: ScreenChoice
  readonly input: InputChoice
  /** Whether a technician's input rests while the customer uses mouse or keyboard. */
  readonly localInputWins: boolean
  readonly policy: Policy | undefined
  readonly json: boolean
  readonly logFile: string | undefined
  /** An executable stays where it is when its session is over. */
  readonly keep: boolean
}

const UI_KINDS = ['window', 'browser', 'dialog', 'terminal', 'headless'] as const
export type UiKind = (typeof UI_KINDS)[number]

/** What the command line says, word for word. */
export interface CommandLine {
  readonly pin?: string
  readonly broker?: string
  readonly ca?: string
  readonly verification?: string
  readonly ui?: string
  readonly headless?: boolean
  readonly screen: string
  readonly input: string
  readonly localInputWins?: string
  readonly policy?: string
  readonly json?: boolean
  readonly log?: string
  readonly keep?: boolean
  readonly language?: string
  readonly terms?: string
}

/** The command line cannot be followed. The message says what to change; the exit status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Digits from the plain argument, `--pin` or the program's own file name, in this order; anything in
 * `argument` that is no PIN is an error, a file name without one is none. An executable takes it only after the name it was
 * built with: a renamed one may say anything.
 */
export function findPin(argument: string | undefined, programFile: string, buildName?: string): string | undefined {
  if (argument !== undefined) {
    // As it stands on a page or was read aloud: 737 225.
    const digits = argument.replace(/[\s-]/g, '')
    if (/^\d{6}$/.test(digits)) return digits
    throw new UsageError('The code has six digits. Check it with your technician.')
  }
  const name = buildName === undefined ? '.*' : RegExp.escape(buildName)
  // Browsers add ` (1)` to a second download, Finder ` 2` or `-2` to a copy.
  const pattern = new RegExp(`^${name}-(\\d{6})(?: ?\\(\\d{1,3}\\)| \\d{1,2}|-\\d{1,2})?(?:\\.exe|\\.app)?$`, 'i')
  return pattern.exec(ownName(programFile))?.[1]
}

/** On a Mac the program's file is inside a folder, and that one bears the name. */
function ownName(programFile: string): string {
  const [bundle = '', ...inside] = programFile.split('/').slice(-4)
  const isBundle = bundle.endsWith('.app') && /^Contents\/MacOS\/./.test(inside.join('/'))
  return isBundle ? bundle : (programFile.split(/[/\\]/).at(-1) ?? '')
}

/** `builtIn` is what an executable was made with; from source there is nothing. */
export function readOptions(
  line: CommandLine,
  plainPin: string | undefined,
  programFile: string,
  builtIn?: BuiltIn,
): AppletOptions {
  const ui = readUi(line)
  if (line.policy !== undefined && ui !== 'headless') {
    throw new UsageError('--policy answers for the customer, so it needs --headless.')
  }
  if (line.pin !== undefined && plainPin !== undefined && line.pin !== plainPin) {
    throw new UsageError('Give the code once: as an argument or with --pin.')
  }
  const pin = findPin(line.pin ?? plainPin, programFile, builtIn?.name)
  const options: AppletOptions = {
    pin,
    broker: readBroker(line.broker, builtIn),
    authorities: readAuthorities(line.ca, builtIn),
    verification: readVerification(line.verification, builtIn),
    ui,
    language: readLanguage(line.language),
    terms: readTerms(line.terms, builtIn),
    offer: readOffer(builtIn?.operator),
    screen: readScreen(line.screen, ui),
    input: readInput(line.input, ui),
    localInputWins: readSwitch('--local-input-wins', line.localInputWins ?? 'on'),
    policy: line.policy === undefined ? undefined : readPolicy(line.policy),
    json: line.json === true,
    logFile: line.log,
    keep: line.keep === true,
  }
  if (options.policy) requirePolicyAllowed(options, builtIn)
  return options
}

/** In an executable for customers a file never answers for a real display. */
function requirePolicyAllowed({ screen, input }: AppletOptions, builtIn: BuiltIn | undefined): void {
  const isReal = screen.kind === 'display' || input.kind === 'display'
  if (builtIn && !builtIn.qa && isReal) {
    throw new UsageError('--policy answers for a real display only in a program that was packaged with --qa.')
  }
}

function readUi(line: CommandLine): UiKind | undefined {
  const wanted = line.headless ? 'headless' : line.ui
  if (wanted === undefined) return undefined
  const kind = UI_KINDS.find((known) => known === wanted)
  if (!kind || (line.headless && line.ui !== undefined && line.ui !== 'headless')) {
    throw new UsageError(`--ui can be ${UI_KINDS.join(' or ')}.`)
  }
  return kind
}

function readBroker(text: string | undefined, builtIn: BuiltIn | undefined): URL {
  if (!builtIn?.operator) return checkedBroker(text, builtIn !== undefined)
  if (text === undefined) return checkedBroker(builtIn.operator.brokerUrl, true)
  throw new UsageError(`This program speaks to ${builtIn.operator.brokerUrl} only; leave out --broker.`)
}

/** An address that the applet connects to; throws UsageError for one that it must not. */
export function checkedBroker(text: string | undefined, inExecutable: boolean): URL {
  if (text === undefined)
    throw new UsageError('Say where to register, for example: --broker https://support.example.com')
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UsageError('--broker is a web address, for example https://support.example.com')
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // 127.evil.example is a name like any other.
  const loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  if (url.protocol === 'http:' && !loopback) {
    throw new UsageError('A support server on another computer must be reached by https://')
  }
  // Node 26.10.0 can be talked into certificates for addresses (CVE-2026-105483 and its sisters); names are checked well.
  if (inExecutable && isIP(host) !== 0 && !loopback) {
    throw new UsageError('Name the support server: this program does not connect to a bare address.')
  }
  return url
}

/** Only a source checkout takes certificates from the command line; an executable has what its operator baked in. */
function readAuthorities(file: string | undefined, builtIn: BuiltIn | undefined): readonly string[] | undefined {
  if (file === undefined) return builtIn?.operator?.authorities
  if (builtIn) throw new UsageError('--ca works from source only; an executable is packaged with its certificates.')
  try {
    return [readFileSync(file, 'utf8')]
  } catch (error) {
    throw new UsageError(`The certificates cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** What a program for customers insists on is its operator's decision, and signed. */
function readVerification(text: string | undefined, builtIn: BuiltIn | undefined): VerificationPolicy {
  if (text === undefined) return builtIn?.operator?.verification ?? 'required'
  if (builtIn) throw new UsageError('--verification works from source only; an executable is packaged with it.')
  return checkedVerification(text)
}

/** Throws UsageError. */
export function checkedVerification(text: string): VerificationPolicy {
  const policy = VERIFICATION_POLICIES.find((known) => known === text)
  if (!policy) throw new UsageError(`--verification can be ${VERIFICATION_POLICIES.join(' or ')}.`)
  return policy
}

function readLanguage(text: string | undefined): string | undefined {
  const files = Object.keys(LANGUAGES)
  if (text === undefined || files.includes(text)) return text
  throw new UsageError(`--language can be ${files.join(', ')}.`)
}

/** Terms are the operator's, and signed; from source they are tried out. */
function readTerms(file: string | undefined, builtIn: BuiltIn | undefined): Terms | undefined {
  if (file === undefined) return builtIn?.operator?.terms
  if (builtIn) throw new UsageError('--terms works from source only; an executable is packaged with its terms.')
  try {
    return { text: readFileSync(file, 'utf8'), toTheEnd: false }
  } catch (error) {
    throw new UsageError(`The terms cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** When to ask is the broker's to say where the operator did not. */
function readOffer(operator: OperatorConfig | undefined): Offer | undefined {
  if (!operator?.permissions && !operator?.asking) return undefined
  return { permissions: operator.permissions ?? ALL_PERMISSIONS, asking: operator.asking ?? 'at-start' }
}

function readScreen(text: string, ui: UiKind | undefined): ScreenChoice {
  if (text === 'auto') return { kind: ui === 'headless' ? 'synthetic' : 'display' }
  if (text === 'display' || text === 'synthetic') return { kind: text }
  const file = /^replay:(.+)$/s.exec(text)?.[1]
  if (file) return { kind: 'replay', file }
  throw new UsageError('--screen can be auto, display, synthetic or replay:FILE.')
}

function readInput(text: string, ui: UiKind | undefined): InputChoice {
  if (text === 'auto') return ui === 'headless' ? { kind: 'record', file: undefined } : { kind: 'display' }
  if (text === 'display') return { kind: 'display' }
  const file = /^record:(.+)$/s.exec(text)?.[1]
  if (file) return { kind: 'record', file }
  throw new UsageError('--input can be auto, display or record:FILE.')
}

function readSwitch(option: string, text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new UsageError(`${option} can be on or off.`)
}

const POLICY_KEYS = [...ALL_PERMISSIONS, ...OTHER_QUESTIONS] as const
const policySchema = v.record(v.picklist(POLICY_KEYS), v.picklist(['yes', 'no']))

function readPolicy(file: string): Policy {
  try {
    return parsePolicy(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw unreadablePolicy(error)
  }
}

/** Throws UsageError. */
export function parsePolicy(text: string): Policy {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw unreadablePolicy(error)
  }
  // To valibot an array is an object without names.
  const result = v.safeParse(policySchema, Array.isArray(value) ? undefined : value)
  if (result.success) return result.output
  throw new UsageError(
    `The policy file must look like {"view":"yes","control":"no"}; it can name ${POLICY_KEYS.join(', ')}.`,
  )
}

function unreadablePolicy(error: unknown): UsageError {
  return new UsageError(`The policy file cannot be read: ${error instanceof Error ? error.message : String(error)}`)
}
