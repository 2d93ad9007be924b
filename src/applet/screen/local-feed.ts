import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import { area, around } from '../../base/rect.ts'
import { type Candidate, openFirst } from '../open-first.ts'
import type { OwnWindows } from '../own-windows/own-windows.ts'
import type { FrameEncoder } from './frame-encoder.ts'
import { HiddenWindows } from './hidden-windows.ts'
import { HidingSource } from './hiding-source.ts'
import { PictureCoder } from './picture-coder.ts'
import { rehearse } from './rehearse.ts'
import { ScreenChain } from './screen-chain.ts'
import type { FeedListener, FeedStart, ScreenFeed, View } from './screen-feed.ts'
import { CaptureFailed, type ScreenSource } from './screen-source.ts'
import { UpdateMaker } from './update-maker.ts'

/** Of a desktop for which memory is taken before it is wanted: one of 4K. */
const MOST_SPARE_PIXELS = 3840 * 2160

interface Parts {
  readonly sources: () => Candidate<ScreenSource>[]
  readonly encoders: readonly Candidate<FrameEncoder>[]
  /** What finds windows on this screen; a screen of no computer has none. */
  readonly finders?: () => Candidate<OwnWindows>[]
  readonly clock: Clock
  readonly log: Logger
}

/** Makes updates right here, on this thread. */
export class LocalFeed implements ScreenFeed {
  readonly #parts: Parts
  readonly #hidden: HiddenWindows
  /** Whoever asks while it opens waits for the same one. */
  #source: Promise<ScreenChain> | undefined
  #encoder: Promise<FrameEncoder> | undefined
  #maker: UpdateMaker | undefined
  /** For the first picture of the next run. */
  #spare: PictureCoder | undefined
  /** How the present run is to look, also while it still opens what it needs. */
  #view: View | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#hidden = new HiddenWindows({ finders: parts.finders ?? (() => []), log: parts.log })
  }

  async open(): Promise<void> {
    await this.#open()
  }

  /** Loads what the first run will need, once. Rejects with CaptureFailed when there is nothing that makes pictures. */
  prepare(): Promise<FrameEncoder> {
    const { encoders, log } = this.#parts
    this.#encoder ??= openFirst([...encoders], log).then((encoder) => {
      if (encoder) return encoder
      throw new CaptureFailed('This program lacks the part that makes pictures. Download it again.')
    })
    return this.#encoder
  }

  /**
   * Does all of a first picture that needs no look at the screen, which is open: loads, rehearses, and takes memory for it.
   * Rejects as `prepare` does.
   */
  async rehearse(): Promise<void> {
    const encoder = await this.prepare()
    await rehearse(encoder)
    const source = await this.#source?.catch(() => undefined)
    const desktop = around(source?.monitors ?? [])
    // A run that has begun has its own.
    if (this.#maker || area(desktop) === 0 || area(desktop) > MOST_SPARE_PIXELS) return
    this.#spare = new PictureCoder(desktop, encoder, this.#parts.clock)
    this.#spare.claimMemory()
  }

  async run(start: FeedStart, listener: FeedListener, lease: AbortSignal): Promise<void> {
    this.#view = start.view
    const encoder = await this.prepare()
    const source = await this.#open()
    if (lease.aborted) return
    const { clock } = this.#parts
    using hiding = new HidingSource({ source, hiding: this.#hidden, clock })
    const spare = this.#spare
    this.#spare = undefined
    const maker = new UpdateMaker({ ...start, view: this.#view }, { source: hiding, encoder, listener, clock, spare })
    this.#maker = maker
    using _cursor = source.watchCursor((event) => {
      if (!lease.aborted) listener.pointed(event)
    })
    using _outage = source.watchOutage((reason) => {
      // The picture may be the same after as before; an update has to come all the same.
      if (reason === undefined) maker.refresh()
      else if (!lease.aborted) listener.lost(reason)
    })
    try {
      await maker.run(lease)
    } finally {
      if (this.#maker === maker) this.#maker = undefined
      await this.#close()
    }
  }

  painted(seq: number): void {
    this.#maker?.painted(seq)
  }

  refresh(): void {
    this.#maker?.refresh()
  }

  adjust(view: View): void {
    this.#view = view
    this.#maker?.adjust(view)
  }

  hideWindowsOf(pids: readonly number[]): void {
    if (this.#parts.finders) this.#hidden.set(pids)
  }

  #open(): Promise<ScreenChain> {
    const { sources, log } = this.#parts
    this.#source ??= ScreenChain.open(sources(), log).catch((error: unknown) => {
      // There may be a screen the next time.
      this.#source = undefined
      throw error
    })
    return this.#source
  }

  async #close(): Promise<void> {
    const opening = this.#source
    this.#source = undefined
    const source = await opening?.catch(() => undefined)
    await source?.[Symbol.asyncDispose]()
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#hidden[Symbol.dispose]()
    return this.#close()
  }
}
