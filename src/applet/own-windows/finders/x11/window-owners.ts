import type { Connection } from '../../../x11/connection.ts'
import { childrenOf } from '../../../x11/window-tree.ts'
import { resourceMask } from '../../../x11/windows.ts'
import { isOfFamily } from '../process-family.ts'
import { parentProcess } from './parent-process.ts'
import { WindowProcess } from './window-process.ts'

/** Levels below a frame at which a window of somebody else's may be, and windows that are looked at for it. */
const MOST_LEVELS = 4
const MOST_LOOKS = 64

/**
 * Which windows are ours: those that name a process of ours, all others of the same connection to the server, named or not,
 * and the frames around them.
 */
export class WindowOwners {
  readonly #connection: Connection
  readonly #process: WindowProcess
  readonly #mask: number
  readonly #found = new Map<number, boolean>()
  /** Connections of ours, each with the window on the screen by which it was found. */
  readonly #clients = new Map<number, number>()
  /** Windows of ours that were destroyed: where they stood may still be asked for. */
  #gone: number[] = []
  #pids: readonly number[] = []

  constructor(connection: Connection) {
    this.#connection = connection
    this.#process = new WindowProcess(connection)
    this.#mask = resourceMask(connection.display)
  }

  follow(pids: readonly number[]): void {
    this.#pids = [...pids]
    this.#found.clear()
    this.#clients.clear()
  }

  isDoubted(window: number): boolean {
    return !this.#found.has(window)
  }

  areOurs(window: number): boolean {
    return (this.#found.get(window) ?? false) || this.#clients.has(this.#clientOf(window))
  }

  mayBeOurs(window: number): boolean {
    return this.isDoubted(window) || this.areOurs(window)
  }

  /** It has to be found out anew. */
  doubt(window: number): void {
    this.#found.delete(window)
  }

  destroyed(window: number): void {
    if (this.areOurs(window)) this.#gone.push(window)
    else this.#found.delete(window)
  }

  /** Forgets windows that were destroyed. The number of a connection that is gone may be given to another. */
  forgetGone(): void {
    for (const window of this.#gone) {
      this.#found.delete(window)
      for (const [client, proof] of this.#clients) if (proof === window) this.#forgetClient(client)
    }
    this.#gone = []
  }

  findOut(window: number): boolean {
    const client = this.#ourClientIn(window)
    if (client !== undefined && !this.#clients.has(client)) this.#clients.set(client, window)
    this.#found.set(window, client !== undefined)
    return client !== undefined
  }

  /** The connection of the first window of ours in this one, level by level. */
  #ourClientIn(window: number): number | undefined {
    let level: readonly number[] = [window]
    let looks = 0
    for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth += 1) {
      const looked = level.slice(0, MOST_LOOKS - looks)
      looks += looked.length
      const ours = looked.find((each) => this.#isOurs(each))
      if (ours !== undefined) return this.#clientOf(ours)
      level = looked.flatMap((each) => childrenOf(this.#connection, each))
    }
    return undefined
  }

  #isOurs(window: number): boolean {
    if (this.#clients.has(this.#clientOf(window))) return true
    const pid = this.#process.of(window)
    return pid !== undefined && isOfFamily(pid, this.#pids, parentProcess)
  }

  #forgetClient(client: number): void {
    this.#clients.delete(client)
    // Other windows of it may have been found by nothing else.
    this.#found.clear()
  }

  #clientOf(window: number): number {
    return window - (window & this.#mask)
  }
}
