import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'

export const root = join(import.meta.dirname, '..')

/** The tools of node_modules first, and this very Node before any other. */
const PATH = [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)

/** The options of a script, or a sentence and exit status 2. */
export function readArguments<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`)
    process.exit(2)
  }
}

export interface Finished {
  readonly status: number
  readonly output: string
}

/** Runs a command in the root of the checkout; `show` lets its output through as it comes. */
export function run(command: string, args: readonly string[], show = false): Promise<Finished> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  child.stdout?.on('data', (data: Buffer) => (output += data.toString()))
  child.stderr?.on('data', (data: Buffer) => (output += data.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status: status ?? 1, output }))
  })
}
