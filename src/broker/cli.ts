import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { ROLES, type Role } from '../protocol/broker/http-api.ts'
import { OptionsRefused, type ServeLine } from './options.ts'

/** What somebody asked for. */
export type Request =
  | { readonly command: 'serve'; readonly line: ServeLine }
  | { readonly command: 'backup'; readonly data: string; readonly file: string }
  | ({ readonly command: 'user-add' } & UserAddLine)
  | ({ readonly command: 'user-link' | 'user-enable'; readonly email: string } & UserLine)
  | ({ readonly command: 'user-disable'; readonly email: string; readonly force?: true } & UserLine)
  | ({ readonly command: 'user-password'; readonly email: string; readonly passwordStdin?: true } & UserLine)
  | ({ readonly command: 'user-list' } & UserLine)

export type UserRequest = Exclude<Request, { command: 'serve' | 'backup' }>

interface UserLine {
  readonly data: string
  readonly publicUrl?: string
}

interface UserAddLine extends UserLine {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly passwordStdin?: true
}

export interface Defaults {
  readonly data: string
  readonly pages: string
  readonly artefacts: string
  readonly version: string
}

/** The request behind a command line; undefined when it was help or the version, which are printed. Throws OptionsRefused. */
export function parseCommandLine(args: readonly string[], defaults: Defaults): Request | undefined {
  let request: Request | undefined
  let told = ''
  // What would be printed about a mistake: whoever called knows where it belongs, and the exit status.
  const empty = new Command('broker').exitOverride().configureOutput({
    writeErr: (text) => {
      told += text
    },
  })
  const program = describeCommands(empty, defaults, (found) => {
    request = found
  })
  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.help') throw new OptionsRefused(told.trim())
    if (error.exitCode !== 0) throw new OptionsRefused(error.message.replace(/^error: /, ''))
  }
  return request
}

type Found = (request: Request) => void

function describeCommands(program: Command, defaults: Defaults, found: Found): Command {
  program.version(defaults.version)
  program.addHelpText('after', '\nWithout a command: serve. Its options: broker serve --help')
  describeServe(program, defaults, found)
  program
    .command('backup')
    .description('copy the store into a new file; also while the broker runs')
    .argument('<file>', 'where to; it must not exist yet')
    .addOption(folder(defaults))
    .action((file: string, line: { data: string }) => found({ command: 'backup', file, ...line }))
  const user = program.command('user').description('accounts; also while the broker runs')
  describeUser((name, about) => user.command(name).description(about).addOption(folder(defaults)), found)
  return program
}

function describeServe(program: Command, defaults: Defaults, found: Found): void {
  program
    .command('serve', { isDefault: true })
    .description('run the broker')
    .addOption(env('--port <number>', 'PORT', '0 = any free one').default('7420'))
    .addOption(env('--host <address>', 'HOST', 'where to listen').default('127.0.0.1'))
    .addOption(folder(defaults))
    .addOption(publicUrl())
    .addOption(env('--tls-cert <file>', 'TLS_CERT', 'certificate chain, PEM'))
    .addOption(env('--tls-key <file>', 'TLS_KEY', 'its private key, PEM'))
    .addOption(env('--redirect-port <number>', 'REDIRECT_PORT', 'lead plain HTTP from this port to TLS'))
    .addOption(
      env('--trusted-proxy <list>', 'TRUSTED_PROXY', 'addresses or networks whose X-Forwarded-For is believed'),
    )
    .addOption(env('--company <name>', 'COMPANY', 'name that customers read').default('Support'))
    .addOption(verification())
    .addOption(
      env('--permissions <list>', 'PERMISSIONS', 'all, none, or what technicians may ask for at most').default('all'),
    )
    .addOption(env('--asking <when>', 'ASKING', 'each or at-start: when customers are asked for it').default('each'))
    .addOption(env('--pages <dir>', 'PAGES', 'folder of the built pages').default(defaults.pages))
    .addOption(env('--artefacts <dir>', 'ARTEFACTS', 'folder of the packaged applets').default(defaults.artefacts))
    .option('--json', 'JSON lines on stdout')
    .action((line: ServeLine, command: Command) =>
      found({ command: 'serve', line: { ...line, ...variablesOf(command) } }),
    )
}

function describeUser(command: (name: string, about: string) => Command, found: Found): void {
  command('add', 'add an account')
    .addOption(publicUrl())
    .addOption(email())
    .requiredOption('--name <name>', 'name that customers read')
    .addOption(role())
    .option('--password-stdin', 'read the password from stdin; without it, a sign-in link is printed')
    .action((line: UserAddLine) => found({ command: 'user-add', ...line }))
  command('link', 'print a one-time sign-in link')
    .addOption(publicUrl())
    .addOption(email())
    .action((line) => found({ command: 'user-link', ...line }))
  command('list', 'list all accounts').action((line) => found({ command: 'user-list', ...line }))
  command('disable', 'take the right to sign in away')
    .addOption(email())
    .option('--force', 'also of the last admin')
    .action((line) => found({ command: 'user-disable', ...line }))
  command('enable', 'give the right to sign in back')
    .addOption(email())
    .action((line) => found({ command: 'user-enable', ...line }))
  command('password', 'set a new password and sign the person out everywhere')
    .addOption(email())
    .option('--password-stdin', 'read it from stdin; without it, a new one is made up and printed')
    .action((line) => found({ command: 'user-password', ...line }))
}

const folder = ({ data }: Defaults) => env('--data <dir>', 'DATA', 'folder of the store').default(data)

const publicUrl = () => env('--public-url <url>', 'PUBLIC_URL', 'address under which people reach the broker')

const verification = () =>
  env(
    '--verification <policy>',
    'VERIFICATION',
    'required or offered: may chat and viewing begin before the digits',
  ).default('required')

const email = () => new Option('--email <email>', 'whom it is about').argParser(toEmail).makeOptionMandatory()

const role = () =>
  new Option('--role <role>', 'today an admin may do what a technician may, no more')
    .choices(ROLES)
    .makeOptionMandatory()

function env(flags: string, name: string, about: string): Option {
  return new Option(flags, about).env(`RESCUE_${name}`)
}

/** A person who is told of `--port` looks at the command line; this one has to look at a variable. */
function variablesOf(command: Command): Pick<ServeLine, 'variables'> {
  const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'env')
  if (given.length === 0) return {}
  return { variables: Object.fromEntries(given.map(({ long, envVar }) => [long, envVar])) }
}

function toEmail(text: string): string {
  const email = text.trim().toLowerCase()
  if (!/^\S+@\S+$/.test(email)) throw new InvalidArgumentError('It is no e-mail address such as you@example.com.')
  return email
}
