import { isDeepStrictEqual } from 'node:util'
import { realClock, sleep } from '../../../../base/clock.ts'
import type { Rect } from '../../../../base/rect.ts'
import { DibSection } from '../../../win32/dib-section.ts'
import { virtualScreen } from '../../../win32/virtual-screen.ts'
import { CaptureFailed, type CursorShape, type Monitor } from '../../screen-source.ts'
import { copyDesktop } from './copy-desktop.ts'
import { pointerPosition } from './cursor.ts'
import { duplicateOutputs } from './duplicate-outputs.ts'
import type { DuplicatedOutput, OutputNews } from './duplicated-output.ts'
import type { DesktopChange, DesktopCopy } from './duplicated-screen.ts'
import { DuplicationLost } from './duplication-lost.ts'
import { readMonitors } from './monitors.ts'

/** Milliseconds that a thread waits for news: what closing may take, and how often a still screen wakes us. */
const WAIT = 250

/** Threads that may wait at the same time. Libuv has four, and encoding needs some. */
const MOST_WAITING = 2

/** Milliseconds between two looks at outputs that are too many to wait for each. */
const LOOK_INTERVAL = 10

/** Milliseconds between two looks at where the monitors are. */
const MONITORS_INTERVAL = 1000

/**
 * All outputs in one picture. News are waited for only while somebody wants them, so a technician who cannot keep up makes
 * Windows gather changes and costs nothing.
 */
export class DuplicatedDesktop implements DesktopCopy {
  readonly monitors: readonly Monitor[]
  readonly picture: DibSection
  readonly #screen: Rect
  readonly #outputs: readonly DuplicatedOutput[]
  readonly #waiting = new Map<DuplicatedOutput, Promise<void>>()
  #arrived: (readonly [DuplicatedOutput, OutputNews])[] = []
  #failure: unknown
  #wake = () => {}
  #closed = false
  #nextLookAtMonitors = realClock.monotonic() + MONITORS_INTERVAL

  /** Throws ComFailed and CaptureFailed. */
  constructor() {
    this.#screen = virtualScreen()
    this.monitors = readMonitors(this.#screen)
    const picture = DibSection.create(this.#screen)
    if (!picture) throw new CaptureFailed('Windows has no memory for a picture of its desktop.')
    this.picture = picture
    try {
      this.#outputs = duplicateOutputs(this.#screen, this.monitors)
    } catch (error) {
      picture[Symbol.dispose]()
      throw error
    }
  }

  drawWhole(): boolean {
    return copyDesktop(this.#screen, this.picture)
  }

  async change(signal: AbortSignal): Promise<DesktopChange | undefined> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure
      if (this.#closed || signal.aborted) return undefined
      if (this.#arrived.length > 0) return this.#take()
      this.#lookAtMonitors()
      for (const output of this.#outputs) if (!this.#waiting.has(output)) this.#wait(output)
      await this.#woken(signal)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#wake()
    await Promise.all(this.#waiting.values())
    for (const output of this.#outputs) output.close()
    this.picture[Symbol.dispose]()
  }

  #wait(output: DuplicatedOutput): void {
    const settled = (this.#outputs.length > MOST_WAITING ? lookOrRest(output) : output.wait(WAIT))
      .then((news) => void (news && this.#arrived.push([output, news])))
      .catch((error: unknown) => {
        this.#failure = error
      })
      .then(() => {
        this.#waiting.delete(output)
        this.#wake()
      })
    this.#waiting.set(output, settled)
  }

  async #woken(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = () => resolve()
    signal.addEventListener('abort', this.#wake, { once: true })
    await promise
    signal.removeEventListener('abort', this.#wake)
  }

  #take(): DesktopChange {
    const arrived = this.#arrived
    this.#arrived = []
    const damage = arrived.flatMap(([output, news]) => {
      output.copy(news.damage, this.picture)
      return news.damage.map((rect) => ({ ...rect, x: rect.x + output.place.x, y: rect.y + output.place.y }))
    })
    const news = arrived.map(([, each]) => each)
    const pointer = news.some(({ pointerMoved }) => pointerMoved) ? pointerPosition() : undefined
    return { damage, pointer, pointerShape: news.reduce(lastShape, undefined) }
  }

  /** One that only changed places may do so without a word from its output. */
  #lookAtMonitors(): void {
    const now = realClock.monotonic()
    if (now < this.#nextLookAtMonitors) return
    this.#nextLookAtMonitors = now + MONITORS_INTERVAL
    const screen = virtualScreen()
    const same = isDeepStrictEqual(screen, this.#screen) && isDeepStrictEqual(readMonitors(screen), this.monitors)
    if (!same) throw new DuplicationLost(0)
  }
}

function lastShape(before: CursorShape | undefined, { pointerShape }: OutputNews): CursorShape | undefined {
  return pointerShape ?? before
}

async function lookOrRest(output: DuplicatedOutput): Promise<OutputNews | undefined> {
  const news = output.look()
  if (!news) await sleep(realClock, LOOK_INTERVAL)
  return news
}
