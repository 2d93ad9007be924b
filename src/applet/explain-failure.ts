import { ConfigAltered } from './operator-config.ts'
import { UsageError } from './options.ts'
import { EXIT } from './session/endings.ts'

/** Tells the person what went wrong; returns the exit status. */
export function explainFailure(error: unknown): number {
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
