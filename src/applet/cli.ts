import { Command, Option } from 'commander'
import type { BuiltIn } from './built-in.ts'
import type { CommandLine } from './options.ts'

type Parsed = { line: CommandLine; pin?: string }

/** Parses the command line. Prints help or version and leaves by itself; a wrong option exits with 2. */
export function parseCommandLine(argv: readonly string[], version: string, builtIn?: BuiltIn): Parsed {
  let plainPin: string | undefined
  const broker = new Option('--broker <url>', 'where to register')
  // Whoever sets a variable must not lead a program elsewhere that has its broker inside.
  if (!builtIn?.operator) broker.env('RESCUE_BROKER')
  const command = new Command(builtIn?.name ?? 'Support-LogMeInRescue')
    .description('Lets a technician help you. You decide what they may see and do.')
    .argument('[PIN]', 'the 6-digit code from your technician')
    .option('--pin <digits>', 'the same code')
    .addOption(broker)
    .option('--ca <file>', 'from source: the only certificates to believe, in PEM')
    .option('--verification <policy>', 'from source: required or offered, what may begin before the digits')
    .option('--ui <kind>', 'window, browser, dialog, terminal or headless (default: the first that works)')
    .option('--headless', 'the same as --ui headless')
    .option('--screen <kind>', 'auto, display, synthetic or replay:FILE', 'auto')
    .option('--input <kind>', 'auto, display or record:FILE', 'auto')
    .option('--local-input-wins <switch>', 'on or off: the technician waits while you use mouse or keyboard', 'on')
    .option('--policy <file>', 'test mode: answers to prompts, {"view":"yes","control":"no"}; needs --headless')
    .option('--language <ll>', 'en, fr, it, de, es, pt or nl (default: the language of the system)')
    .option('--terms <file>', 'from source: what the customer has to accept before they join')
    .option('--json', 'one JSON object a line on stdout')
    .option('--log <file>', 'keep the session log here')
    .option('--keep', 'leave this program in place after its session')
    .addHelpText(
      'after',
      `\n  ${VERIFY_COMMAND} FILE  says whether a saved session log is whole (${VERIFY_COMMAND} --help)`,
    )
    .version(version)
    .configureOutput({ outputError: (text, write) => write(text) })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .action((pin: string | undefined) => {
      plainPin = pin
    })
  command.parse(argv as string[], { from: 'user' })
  return plainPin === undefined ? { line: command.opts() } : { line: command.opts(), pin: plainPin }
}

/** What makes this program check a saved log, and nothing else. */
export const VERIFY_COMMAND = 'verify-log'

export interface VerifyLine {
  readonly file: string
  readonly hash?: string
  readonly json?: boolean
  readonly language?: string
}

/** What stands behind `verify-log`. Prints help by itself; a wrong option exits with 2. */
export function parseVerifyLine(argv: readonly string[]): VerifyLine {
  const command = new Command(VERIFY_COMMAND)
    .description('Says whether a saved session log is as the program wrote it; exits with 0 if it is, else with 1.')
    .argument('<FILE>', 'the log: saved as verifiable, or written by --log')
    .option('--hash <fingerprint>', "the fingerprint that the technician's console showed, sixteen digits at least")
    .option('--json', 'the verdict as one JSON object')
    .option('--language <ll>', 'en, fr, it, de, es, pt or nl (default: the language of the system)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse(argv as string[], { from: 'user' })
  return { ...command.opts(), file: command.args[0] ?? '' }
}
