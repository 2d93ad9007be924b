import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Clock } from '../../../base/clock.ts'
import type { PageWindow } from '../loopback/page-shell.ts'
import type { WindowOrder, WindowReport } from './window-messages.ts'

/** Milliseconds until there is a window; then the next way is tried. */
const READY_MS = 5000

export type Command = readonly [program: string, ...args: string[]]

/** The process that shows our window, seen from the applet. */
export class WindowProcess implements PageWindow {
  readonly #child: ChildProcess
  readonly #opened = Promise.withResolvers<void>()
  readonly #gone = Promise.withResolvers<string>()
  #onCloseAsked = () => {}

  /** Rejects with the reason when there is no window in time. */
  static async open([program, ...args]: Command, order: WindowOrder, clock: Clock): Promise<WindowProcess> {
    const window = new WindowProcess(program, args, order)
    const deadline = clock.after(READY_MS, () => window.#opened.reject(new Error('the window did not open in time')))
    try {
      await window.#opened.promise
      return window
    } catch (error) {
      await window[Symbol.asyncDispose]()
      throw error
    } finally {
      deadline[Symbol.dispose]()
    }
  }

  private constructor(program: string, args: readonly string[], order: WindowOrder) {
    // What the native parts have to say is of no use to whoever reads our terminal.
    const said = process.env.DEBUG ? 'inherit' : 'ignore'
    this.#child = spawn(program, args, { stdio: ['ignore', said, said, 'ipc'], windowsHide: true })
    this.#child.on('message', (report: WindowReport) => this.#heard(report))
    this.#child.on('error', (error) => this.#end(`did not start: ${error.message}`))
    this.#child.on('exit', (status, signal) => this.#end(`ended (${signal ?? status})`))
    // The address goes this way: others can read a command line.
    this.#child.send(order, () => {})
  }

  get processes(): readonly number[] {
    return this.#child.pid === undefined ? [] : [this.#child.pid]
  }

  get gone(): Promise<string> {
    return this.#gone.promise
  }

  onCloseAsked(listener: () => void): void {
    this.#onCloseAsked = listener
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode, pid } = this.#child
    if (pid === undefined || exitCode !== null || signalCode !== null) return
    const exited = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exited
  }

  #heard(report: WindowReport): void {
    if (report.type === 'opened') this.#opened.resolve()
    else if (report.type === 'failed') this.#opened.reject(new Error(report.reason))
    else this.#onCloseAsked()
  }

  #end(how: string): void {
    this.#opened.reject(new Error(`the process of the window ${how}`))
    this.#gone.resolve(`The process of the window ${how}.`)
  }
}
