import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { AppletEvent } from './test-applet.ts'
import { until } from './until.ts'

const root = join(import.meta.dirname, '../..')

/** What starts a script of the checkout. */
export function fromSource(script: string): readonly string[] {
  return [process.execPath, join(root, script)]
}

/** A program of ours that tells what happens as JSON lines, and reads what a customer types. */
export class JsonProcess implements AsyncDisposable {
  readonly events: AppletEvent[] = []
  readonly child: ChildProcess
  readonly exit: Promise<{ status: number | null; signal: NodeJS.Signals | null }>
  errors = ''
  #rest = ''

  constructor(command: readonly string[], args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const [program = '', ...first] = command
    this.child = spawn(program, [...first, '--json', ...args], {
      env: { ...process.env, DISPLAY: '', ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#heard(text))
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text
    })
    this.exit = new Promise((resolve) => {
      this.child.once('close', (status, signal) => resolve({ status, signal }))
    })
  }

  all(event: string): AppletEvent[] {
    return this.events.filter((one) => one.event === event)
  }

  /** What the customer could read aloud now. */
  get code(): string | undefined {
    return this.all('code').at(-1)?.digits as string | undefined
  }

  async next(event: string): Promise<AppletEvent> {
    await until(() => this.all(event).length > 0, `${event}; it said: ${this.errors}`, 50_000)
    return this.all(event)[0] as AppletEvent
  }

  async untilStatus(status: string): Promise<void> {
    await until(() => this.all('status').at(-1)?.status === status, `applet ${status}; it said: ${this.errors}`)
  }

  /** A line typed by the customer. */
  type(line: string): void {
    this.child.stdin?.write(`${line}\n`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL')
    await this.exit
  }

  #heard(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.events.push(JSON.parse(line))
  }
}

/** The applet as a program of its own, started from source. */
export class AppletProcess extends JsonProcess {
  /** Its customer types, unless the arguments say that there is a window or nobody. */
  constructor(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const isSaid = args.some((argument) => /^--(ui|headless)/.test(argument))
    super(fromSource('bin/applet.js'), isSaid ? args : ['--ui', 'terminal', ...args], environment)
  }
}
