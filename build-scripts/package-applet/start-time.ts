import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Starts of each; the quickest counts, since the others waited for somebody else. */
const STARTS = 7

export interface StartTimes {
  /** Milliseconds until `--version` is told. */
  readonly program: number
  /** Milliseconds of a Node that does nothing. */
  readonly bareNode: number
}

/** How quick the program starts beside the Node it is made of; both by turns, so that a busy machine is fair to them. */
export async function measureStart(program: string): Promise<StartTimes> {
  const times = { program: Number.POSITIVE_INFINITY, bareNode: Number.POSITIVE_INFINITY }
  for (let start = 0; start < STARTS; start += 1) {
    times.program = Math.min(times.program, await timeOf(program, ['--version']))
    times.bareNode = Math.min(times.bareNode, await timeOf(process.execPath, ['-e', '0']))
  }
  return times
}

async function timeOf(command: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now()
  await promisify(execFile)(command, args)
  return performance.now() - startedAt
}
