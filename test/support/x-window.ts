import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Rect } from '../../src/base/rect.ts'

export interface WindowOrder {
  readonly act: 'open' | 'place' | 'map' | 'unmap' | 'close' | 'focus'
  readonly window: string
  readonly rect?: Rect
  /** 0xRRGGBB */
  readonly colour?: number
  /** What the window says of its process; null for nothing. */
  readonly pid?: number | null
}

/** A program of its own with windows on an X display. What it is told is done, also at the server, when the call settles. */
export class WindowProgram implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #waiting: ((window: number) => void)[] = []
  /** The types of the X events of input that its windows got. */
  readonly got: number[] = []

  static async start(display: string): Promise<WindowProgram> {
    const script = join(import.meta.dirname, 'x-window-main.ts')
    const child = fork(script, { env: { ...process.env, DISPLAY: display } })
    await once(child, 'message')
    return new WindowProgram(child)
  }

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (message: { readonly got?: number; readonly done?: number }) => {
      if (message.got === undefined) this.#waiting.shift()?.(message.done ?? 0)
      else this.got.push(message.got)
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** The window's number. */
  tell(order: WindowOrder): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>()
    this.#waiting.push(resolve)
    this.#child.send(order)
    return promise
  }

  open(window: string, rect: Rect, colour: number, pid?: number | null): Promise<number> {
    return this.tell({ act: 'open', window, rect, colour, ...(pid === undefined ? {} : { pid }) })
  }

  place(window: string, rect: Rect): Promise<number> {
    return this.tell({ act: 'place', window, rect })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    await ended
  }
}
