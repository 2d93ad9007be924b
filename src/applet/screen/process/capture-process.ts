import { type ChildProcess, spawn } from 'node:child_process'
import { type Clock, every } from '../../../base/clock.ts'
import { heldFolders } from '../../native/load-verified.ts'
import type { FeedListener, FeedStart } from '../screen-feed.ts'
import { CaptureFailed } from '../screen-source.ts'
import type { CaptureOrder, CaptureReport } from './capture-messages.ts'

/** Milliseconds between two questions whether the process is alive. */
const PING_MS = 5000
/** Milliseconds without a word from it after which it counts as stuck. */
const STUCK_MS = 15_000
/** Milliseconds it may take to stop a run; whoever took the permission back does not wait for it. */
const STOP_MS = 3000

/**
 * Encoders' threads share one heap of glibc's, and what is large goes back to the system as soon as it is freed. Left to itself
 * glibc keeps a heap for each thread, and as much as was ever used. It is read when a program starts; others do not know it.
 */
const GLIBC_MALLOC = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(512 * 1024),
}

export type Command = readonly [program: string, ...args: string[]]

/** The process is gone in the middle of its work. */
export class CaptureCrashed extends Error {
  override readonly name = 'CaptureCrashed'
  /** The source that was in use. */
  readonly source: number

  constructor(how: string, source: number) {
    super(`The process that looks at the screen ${how}.`)
    this.source = source
  }
}

/** One process that looks at the screen, seen from the applet. */
export class CaptureProcess implements Disposable {
  readonly #child: ChildProcess
  readonly #opening = Promise.withResolvers<void>()
  readonly #watch: Disposable
  readonly #clock: Clock
  #running: PromiseWithResolvers<void> | undefined
  #listener: FeedListener | undefined
  #source: number
  #heardAt: number
  #ended: CaptureCrashed | undefined

  constructor([program, ...args]: Command, firstSource: number, clock: Clock) {
    this.#clock = clock
    this.#source = firstSource
    this.#heardAt = clock.monotonic()
    // Whoever opened it may not be waiting yet when it fails.
    this.#opening.promise.catch(() => {})
    // Windows gives it no console: ours would not be ours alone, and could not be put away.
    const env = { ...process.env, ...GLIBC_MALLOC }
    const options = { serialization: 'advanced', windowsHide: true, env } as const
    this.#child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], ...options })
    this.#child.on('message', (report: CaptureReport) => this.#heard(report))
    this.#child.on('error', (error) => this.#gone(`did not start: ${error.message}`))
    this.#child.on('exit', (status, signal) => this.#gone(`ended (${signal ?? status})`))
    this.#watch = every(clock, PING_MS, () => this.#ping())
    this.tell({ type: 'open', firstSource })
  }

  /** Settles when there is a screen to look at. Rejects with CaptureFailed, or CaptureCrashed. */
  get opened(): Promise<void> {
    return this.#opening.promise
  }

  get isGone(): boolean {
    return this.#ended !== undefined
  }

  /** Resolves when the lease is over. Rejects with CaptureFailed when no source can go on, or CaptureCrashed. */
  async run(start: FeedStart, listener: FeedListener, lease: AbortSignal): Promise<void> {
    await this.opened
    if (lease.aborted) return
    if (this.#ended) throw this.#ended
    this.#running = Promise.withResolvers<void>()
    this.#listener = listener
    let deadline: Disposable | undefined
    const stop = () => {
      this.tell({ type: 'stop' })
      deadline = this.#clock.after(STOP_MS, () => this.#kill('did not stop'))
    }
    lease.addEventListener('abort', stop, { once: true })
    this.tell({ type: 'run', start })
    try {
      await this.#running.promise
    } finally {
      lease.removeEventListener('abort', stop)
      deadline?.[Symbol.dispose]()
      this.#listener = undefined
      this.#running = undefined
    }
  }

  tell(order: CaptureOrder): void {
    if (this.#child.connected) this.#child.send(order, () => {})
  }

  [Symbol.dispose](): void {
    this.#kill('was closed')
  }

  #heard(report: CaptureReport): void {
    this.#heardAt = this.#clock.monotonic()
    switch (report.type) {
      case 'trying':
        this.#source = report.source
        break
      case 'opened':
        return this.#opening.resolve()
      case 'described':
        return this.#listener?.described(report.part)
      case 'updated':
        return this.#listener?.updated(report.seq, report.bytes)
      case 'pointed':
        return this.#listener?.pointed(report.event)
      case 'lost':
        return this.#listener?.lost(report.reason)
      case 'unpacked':
        heldFolders.push(...report.folders)
        break
      case 'stopped':
        return this.#running?.resolve()
      case 'failed':
        this.#opening.reject(new CaptureFailed(report.reason))
        return this.#running?.reject(new CaptureFailed(report.reason))
    }
  }

  #ping(): void {
    if (this.#clock.monotonic() - this.#heardAt > STUCK_MS) return this.#kill('hangs')
    this.tell({ type: 'ping' })
  }

  #kill(why: string): void {
    this.#child.kill('SIGKILL')
    this.#gone(why)
  }

  #gone(how: string): void {
    if (this.#ended) return
    this.#ended = new CaptureCrashed(how, this.#source)
    this.#watch[Symbol.dispose]()
    this.#opening.reject(this.#ended)
    this.#running?.reject(this.#ended)
  }
}
