import { createLogger, formatLogLine } from '../base/logger.ts'
import { EmailTaken } from './account/accounts.ts'
import { Broker } from './broker.ts'
import { backUpStore } from './choose-backends.ts'
import { parseCommandLine } from './cli.ts'
import { findInstallation, hasPages, pagesFolder } from './installation.ts'
import { toListenMistake } from './listen-mistake.ts'
import { OperatorMistake } from './operator-mistake.ts'
import { readOptions, type ServeLine } from './options.ts'
import { runUserCommand } from './user-commands.ts'

const EXIT = { failed: 1, usage: 2, fault: 70 } as const
/** Whatever hangs, the process is gone after this. Milliseconds. */
const STOP_MS = 5000

const logging = createLogger((line) => process.stderr.write(`${formatLogLine(line)}\n`), process.env.DEBUG)
const logger = logging('broker')

process.on('uncaughtException', fail)
run(process.argv.slice(2)).catch(fail)

async function run(args: readonly string[]): Promise<void> {
  const request = parseCommandLine(args, findInstallation())
  if (request?.command === 'serve') await serve(request.line)
  else if (request?.command === 'backup') await backUp(request)
  else if (request) await runUserCommand(request, process)
}

async function serve(line: ServeLine): Promise<void> {
  const options = readOptions({ ...line, pages: pagesFolder(line.pages) })
  if (!hasPages(options.pagesDir))
    logger.warn('no pages there: npm run build, or --pages', { folder: options.pagesDir })
  const broker = await Broker.start(options, { createLogger: logging }).catch((error) => {
    throw toListenMistake(error, options)
  })
  // Before the first line is out: whoever reads it may stop us at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(broker, signal))
  const tell = (event: string, fields: Record<string, string>, sentence: string) =>
    process.stdout.write(`${line.json ? JSON.stringify({ event, ...fields }) : sentence}\n`)
  logger.info('listening', { url: broker.url })
  tell('listening', { url: broker.url }, `Broker: ${broker.url}/`)
  const link = await broker.setUpLink()
  if (link !== undefined)
    tell(
      'set-up',
      { link },
      `Make the first account, an admin; today that may do what a technician may (once, within a day): ${link}`,
    )
}

async function backUp({ data, file }: { data: string; file: string }): Promise<void> {
  await backUpStore(data, file)
  process.stdout.write(`The store is in ${file}\n`)
}

async function stop(broker: Broker, signal: string): Promise<void> {
  logger.info('stopping', { signal })
  setTimeout(() => process.exit(0), STOP_MS).unref()
  await broker.stop()
  logger.info('stopped')
  process.exit(0)
}

/** Says what went wrong, in the words of whoever has to do something about it. */
function fail(error: unknown): never {
  const { message, stack, syscall } = error as NodeJS.ErrnoException
  if (error instanceof OperatorMistake || error instanceof EmailTaken) {
    process.stderr.write(`${message}\n`)
    process.exit(EXIT.usage)
  }
  // What the system refused: a port in use, a folder that cannot be written.
  if (syscall !== undefined) {
    process.stderr.write(`${message}\n`)
    process.exit(EXIT.failed)
  }
  process.stderr.write(`This is our own fault. Please report it:\n${stack}\n`)
  process.exit(EXIT.fault)
}
