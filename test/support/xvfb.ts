import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface Xvfb extends AsyncDisposable {
  /** What DISPLAY has to hold. */
  readonly display: string
  readonly pid: number
}

export interface XvfbOptions {
  readonly width: number
  readonly height: number
  /** Bits of colour. */
  readonly depth?: number
  /** Extensions it shall not have, such as `MIT-SHM`. */
  readonly without?: readonly string[]
}

const MOST_TRIES = 5

/** A real X server without a monitor, on a display number that it finds by itself. */
export function startXvfb({ width, height, depth = 24, without = [] }: XvfbOptions): Promise<Xvfb> {
  const lacking = without.flatMap((extension) => ['-extension', extension])
  return startServer('Xvfb', ['-screen', '0', `${width}x${height}x${depth}`, ...lacking])
}

/** An X server in a window of another: unlike Xvfb it can change the size of its screen. */
export function startXephyr({ width, height }: XvfbOptions, within: Xvfb): Promise<Xvfb> {
  return startServer('Xephyr', ['-screen', `${width}x${height}x24`], within.display)
}

/** A number that another server is just giving up can be had, and then again not. */
async function startServer(command: string, args: readonly string[], display?: string): Promise<Xvfb> {
  for (let tries = 1; ; tries += 1) {
    const started = await tryToStart(command, args, display)
    if (started) return started
    if (tries === MOST_TRIES) throw new Error(`${command} did not start`)
  }
}

async function tryToStart(command: string, args: readonly string[], display?: string): Promise<Xvfb | undefined> {
  const env = { ...process.env, DISPLAY: display }
  const common = ['-displayfd', '3', '-nolisten', 'tcp', '-noreset']
  const server = spawn(command, [...common, ...args], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env })
  const ended = once(server, 'exit')
  const told = await Promise.race([once(server.stdio[3] as Readable, 'data'), ended])
  const number = /^\d+/.exec(String(told[0]))?.[0]
  if (server.exitCode !== null || number === undefined) return undefined
  return {
    display: `:${number}`,
    pid: server.pid ?? 0,
    async [Symbol.asyncDispose]() {
      server.kill()
      await ended
    },
  }
}
