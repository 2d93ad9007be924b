import type { Clock } from '../../../base/clock.ts'
import type { Logger } from '../../../base/logger.ts'
import type { FeedListener, FeedStart, ScreenFeed, View } from '../screen-feed.ts'
import { CaptureCrashed, CaptureProcess, type Command } from './capture-process.ts'

interface Parts {
  /** What begins the process. */
  readonly command: Command
  readonly clock: Clock
  readonly log: Logger
}

/**
 * Makes updates in a process of its own, off the thread that keeps the session. When that process ends or hangs, which only
 * native code can make it, another one goes on with the next source.
 */
export class CaptureFeed implements ScreenFeed {
  readonly #parts: Parts
  #process: CaptureProcess | undefined
  /** Sources before this one ended a process. */
  #firstSource = 0
  #lastRun: Promise<unknown> = Promise.resolve()
  /** Of the last run, as it was adjusted since: a process that follows another shows it alike. */
  #view: View | undefined
  #hidden: readonly number[] = []
  #isClosed = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async open(): Promise<void> {
    await this.#withProcess((process) => process.opened)
  }

  run(start: FeedStart, listener: FeedListener, lease: AbortSignal): Promise<void> {
    this.#view = start.view
    const run = this.#lastRun.then(() => this.#run(start, listener, lease))
    this.#lastRun = run.catch(() => {})
    return run
  }

  painted(seq: number): void {
    this.#process?.tell({ type: 'painted', seq })
  }

  refresh(): void {
    this.#process?.tell({ type: 'refresh' })
  }

  adjust(view: View): void {
    this.#view = view
    this.#process?.tell({ type: 'adjust', view })
  }

  hideWindowsOf(pids: readonly number[]): void {
    this.#hidden = pids
    this.#process?.tell({ type: 'hide', pids })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true
    this.#process?.[Symbol.dispose]()
  }

  #run(first: FeedStart, listener: FeedListener, lease: AbortSignal): Promise<void> {
    // What comes after a crash goes on from here.
    let start = first
    const following: FeedListener = {
      described: (part) => {
        start = { ...start, epoch: part.epoch }
        listener.described(part)
      },
      updated: (seq, bytes) => {
        start = { ...start, seq }
        listener.updated(seq, bytes)
      },
      pointed: (event) => listener.pointed(event),
      lost: (reason) => listener.lost(reason),
    }
    return this.#withProcess((process) => {
      if (lease.aborted) return Promise.resolve()
      return process.run({ ...start, view: this.#view ?? start.view }, following, lease)
    })
  }

  async #withProcess(work: (process: CaptureProcess) => Promise<void>): Promise<void> {
    for (;;) {
      if (this.#process?.isGone ?? true) this.#process = this.#start()
      try {
        return await work(this.#process as CaptureProcess)
      } catch (error) {
        // One that found no screen is of no more use; the next run may find one.
        this.#process?.[Symbol.dispose]()
        if (this.#isClosed) return
        if (!(error instanceof CaptureCrashed)) throw error
        this.#parts.log.warn('screen source crashed', { source: error.source, reason: error.message })
        this.#firstSource = error.source + 1
      }
    }
  }

  #start(): CaptureProcess {
    const { command, clock } = this.#parts
    const started = new CaptureProcess(command, this.#firstSource, clock)
    // Before it is told to run.
    started.tell({ type: 'hide', pids: this.#hidden })
    return started
  }
}
