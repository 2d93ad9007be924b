import { realClock } from '../../../base/clock.ts'
import { createLogger, formatLogLine } from '../../../base/logger.ts'
import { FRAME_ENCODERS, letGoOfHeldInput, screenSources, windowFinders } from '../../choose-platform.ts'
import { heldFolders } from '../../native/load-verified.ts'
import type { Candidate } from '../../open-first.ts'
import { removeAbandoned } from '../../own-temporaries.ts'
import { LocalFeed } from '../local-feed.ts'
import type { FeedListener, FeedStart } from '../screen-feed.ts'
import { CaptureFailed, type ScreenSource } from '../screen-source.ts'
import type { CaptureOrder, CaptureReport } from './capture-messages.ts'

/**
 * The process that looks at the screen: native code that crashes in here takes no session with it. It knows no network and
 * no keys, does what the applet orders over the channel between them, and ends with it.
 */
export function captureScreen(): Promise<void> {
  // The applet decides what an interrupted session does; this process goes when the channel closes.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  const capture = new CaptureProcess()
  process.on('message', (order: CaptureOrder) => capture.obey(order))
  return new Promise<void>((resolve) => process.once('disconnect', resolve)).then(clearUp)
}

/** An applet that leaves as it should ends this process itself; one that was killed leaves it what must not stay. */
async function clearUp(): Promise<void> {
  await letGoOfHeldInput()
  removeAbandoned()
}

class CaptureProcess {
  #feed: LocalFeed | undefined
  #run: AbortController | undefined

  obey(order: CaptureOrder): void {
    switch (order.type) {
      case 'open':
        return void this.#open(order.firstSource)
      case 'run':
        return void this.#start(order.start)
      case 'stop':
        return this.#run?.abort()
      case 'painted':
        return this.#feed?.painted(order.seq)
      case 'refresh':
        return this.#feed?.refresh()
      case 'adjust':
        return this.#feed?.adjust(order.view)
      case 'hide':
        return this.#feed?.hideWindowsOf(order.pids)
      case 'ping':
        return tell({ type: 'pong' })
    }
  }

  async #open(firstSource: number): Promise<void> {
    const log = createLogger((entry) => process.stderr.write(`${formatLogLine(entry)}\n`), process.env.DEBUG)
    const sources = () => screenSources({ kind: 'display' }).map(announced).slice(firstSource)
    const finders = () => windowFinders({ kind: 'display' })
    const parts = { sources, finders, encoders: FRAME_ENCODERS, clock: realClock, log: log('applet.screen') }
    this.#feed = new LocalFeed(parts)
    await this.#attempt(this.#feed.open(), { type: 'opened' })
    // Whether it works is told when the screen is to be shown.
    await this.#feed.rehearse().catch(() => {})
    tell({ type: 'unpacked', folders: heldFolders.map(({ path, files }) => ({ path, files: [...files] })) })
  }

  #start(start: FeedStart): Promise<void> {
    this.#run = new AbortController()
    const listener: FeedListener = {
      described: (part) => tell({ type: 'described', part }),
      updated: (seq, bytes) => tell({ type: 'updated', seq, bytes }),
      pointed: (event) => tell({ type: 'pointed', event }),
      lost: (reason) => tell({ type: 'lost', reason }),
    }
    return this.#attempt(this.#feed?.run(start, listener, this.#run.signal), { type: 'stopped' })
  }

  /** Anything but a failed capture is a fault of ours, and ends the process as a crash does. */
  async #attempt(work: Promise<void> | undefined, success: CaptureReport): Promise<void> {
    try {
      await work
      tell(success)
    } catch (error) {
      if (!(error instanceof CaptureFailed)) throw error
      tell({ type: 'failed', reason: error.message })
    }
  }
}

function announced(candidate: Candidate<ScreenSource>, index: number): Candidate<ScreenSource> {
  const open = () => {
    tell({ type: 'trying', source: index })
    return candidate.open()
  }
  return { ...candidate, open }
}

function tell(report: CaptureReport): void {
  // The applet may be gone before this process hears of it, and what it held down has still to be let go of.
  if (process.connected) process.send?.(report, () => {})
}

// From source it is a script of its own; an executable comes here by way of its own main.
if (import.meta.main) captureScreen().then(() => process.exit())
