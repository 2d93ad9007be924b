import type { Logger } from '../../base/logger.ts'
import { type Candidate, openFirst } from '../open-first.ts'
import { Outage, type TellsOutage, tellsOutage } from './screen-outage.ts'
import { CaptureFailed, type CursorEvent, type Monitor, type RawFrame, type ScreenSource } from './screen-source.ts'

/** The first source that works; when it fails in mid-session, the next one carries on. */
export class ScreenChain implements ScreenSource, TellsOutage {
  readonly #rest: Candidate<ScreenSource>[]
  readonly #log: Logger
  readonly #watchers = new Map<(event: CursorEvent) => void, Disposable>()
  readonly #outage = new Outage()
  #source: ScreenSource
  #outages: Disposable | undefined

  private constructor(source: ScreenSource, rest: Candidate<ScreenSource>[], log: Logger) {
    this.#source = source
    this.#rest = rest
    this.#log = log
    this.#followOutages()
  }

  /** Connects to the screen without looking at it. Rejects with CaptureFailed when no candidate opens. */
  static async open(candidates: readonly Candidate<ScreenSource>[], log: Logger): Promise<ScreenChain> {
    const rest = [...candidates]
    return new ScreenChain(await openNext(rest, log), rest, log)
  }

  get name(): string {
    return this.#source.name
  }

  get monitors(): readonly Monitor[] {
    return this.#source.monitors
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    for (;;) {
      try {
        return await this.#source.grab(signal)
      } catch (error) {
        if (!(error instanceof CaptureFailed)) throw error
        this.#log.warn('screen source failed', { source: this.#source.name, reason: error.message })
        await this.#stepDown()
      }
    }
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    this.#watchers.set(listener, this.#source.watchCursor(listener))
    return {
      [Symbol.dispose]: () => {
        this.#watchers.get(listener)?.[Symbol.dispose]()
        this.#watchers.delete(listener)
      },
    }
  }

  watchOutage(listener: (reason: string | undefined) => void): Disposable {
    return this.#outage.watchOutage(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#outages?.[Symbol.dispose]()
    for (const watcher of this.#watchers.values()) watcher[Symbol.dispose]()
    this.#watchers.clear()
    await this.#source[Symbol.asyncDispose]()
  }

  async #stepDown(): Promise<void> {
    const next = await openNext(this.#rest, this.#log)
    for (const watcher of this.#watchers.values()) watcher[Symbol.dispose]()
    await closeBroken(this.#source, this.#log)
    this.#source = next
    this.#followOutages()
    for (const listener of this.#watchers.keys()) this.#watchers.set(listener, next.watchCursor(listener))
  }

  #followOutages(): void {
    this.#outages?.[Symbol.dispose]()
    this.#outage.set(undefined)
    this.#outages = tellsOutage(this.#source)
      ? this.#source.watchOutage((reason) => this.#outage.set(reason))
      : undefined
  }
}

async function openNext(candidates: Candidate<ScreenSource>[], log: Logger): Promise<ScreenSource> {
  const opened = await openFirst(candidates, log)
  if (opened) return opened
  throw new CaptureFailed('This screen cannot be captured in any way that this program knows.')
}

/** What failed may fail once more when it is closed; the session goes on with the next source all the same. */
async function closeBroken(source: ScreenSource, log: Logger): Promise<void> {
  try {
    await source[Symbol.asyncDispose]()
  } catch (error) {
    log.warn('screen source did not close', { source: source.name, reason: String(error) })
  }
}
