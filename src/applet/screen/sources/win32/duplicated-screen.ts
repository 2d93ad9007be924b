import { type Clock, realClock, sleep } from '../../../../base/clock.ts'
import { Emitter } from '../../../../base/emitter.ts'
import type { Rect } from '../../../../base/rect.ts'
import { ComFailed, E_ACCESSDENIED } from '../../../win32/com.ts'
import { Outage, type TellsOutage } from '../../screen-outage.ts'
import {
  CaptureFailed,
  type CursorEvent,
  type CursorShape,
  type Monitor,
  type RawFrame,
  type ScreenSource,
} from '../../screen-source.ts'
import { DuplicationLost } from './duplication-lost.ts'
import { SECURE_DESKTOP } from './secure-desktop.ts'

/** Milliseconds between two frames at least: a mouse alone may bring a thousand a second. */
const FRAME_INTERVAL = 8

/** Milliseconds until Windows is asked again for what it refused. */
const RETRY_INTERVAL = 250

/** Milliseconds that Windows may refuse a copy while it shows the person's own desktop, as after a change of mode. */
const PATIENCE = 5000

/** Copies that may be lost one after the other before any of them told a change. */
const MOST_LOSSES = 5

type Picture = Pick<RawFrame, 'width' | 'height' | 'stride' | 'pixels'>

export interface DesktopChange {
  /** In pixels of the picture. */
  readonly damage: readonly Rect[]
  readonly pointer: { readonly x: number; readonly y: number } | undefined
  readonly pointerShape: CursorShape | undefined
}

/** A running copy of the whole desktop. */
export interface DesktopCopy {
  readonly monitors: readonly Monitor[]
  readonly picture: Picture
  /** Draws the picture as a whole; false while the desktop cannot be read. */
  drawWhole(): boolean
  /** Brings the picture up to date once something changed; undefined when the signal aborted. Rejects with DuplicationLost. */
  change(signal: AbortSignal): Promise<DesktopChange | undefined>
  close(): Promise<void>
}

export interface DesktopParts {
  /** Throws ComFailed with what Windows answered, and CaptureFailed where it never works. */
  openCopy(): DesktopCopy
  isSecureDesktop(): boolean
  /** Tells shape and position as they are now. */
  tellCursor(listener: (event: CursorEvent) => void): void
}

/** The desktop by way of desktop duplication: Windows tells what changed, and a still screen costs nothing. */
export class DuplicatedScreen implements ScreenSource, TellsOutage {
  readonly name = 'Windows (desktop duplication)'
  readonly #parts: DesktopParts
  readonly #clock: Clock
  readonly #cursor = new Emitter<{ changed: CursorEvent }>()
  readonly #outage = new Outage()
  #copy: DesktopCopy | undefined
  #monitors: readonly Monitor[] = []
  /** The picture was not drawn as a whole yet: the first frames of a copy may be blank, or not come at all. */
  #fresh = true
  #refusedSince: number | undefined
  #losses = 0
  #nextLook = 0
  #disposed = false

  /** Throws CaptureFailed where Windows makes no copies. */
  constructor(parts: DesktopParts, clock: Clock = realClock) {
    this.#parts = parts
    this.#clock = clock
    this.#copy = this.#open()
  }

  get monitors(): readonly Monitor[] {
    return this.#monitors
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    for (;;) {
      await sleep(this.#clock, Math.max(0, this.#nextLook - this.#clock.monotonic()), signal)
      if (signal.aborted || this.#disposed) return undefined
      this.#nextLook = this.#clock.monotonic() + FRAME_INTERVAL
      this.#copy ??= this.#open()
      const frame = this.#copy && (await this.#look(this.#copy, signal))
      if (frame && !signal.aborted) return frame
      // What it was damaged by must not be lost.
      if (frame) this.#fresh = true
    }
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    this.#parts.tellCursor(listener)
    return this.#cursor.on('changed', listener)
  }

  watchOutage(listener: (reason: string | undefined) => void): Disposable {
    return this.#outage.watchOutage(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    const copy = this.#copy
    this.#copy = undefined
    await copy?.close()
  }

  async #look(copy: DesktopCopy, signal: AbortSignal): Promise<RawFrame | undefined> {
    const capturedAt = this.#clock.now()
    if (this.#fresh) return this.#drawWhole(copy) ? frameOf(copy, undefined, capturedAt) : undefined
    try {
      const change = await copy.change(signal)
      if (!change) return undefined
      this.#losses = 0
      this.#tellPointer(change)
      return change.damage.length > 0 ? frameOf(copy, change.damage, this.#clock.now()) : undefined
    } catch (error) {
      if (!(error instanceof DuplicationLost || error instanceof ComFailed)) throw error
      await this.#lose(copy, error)
      return undefined
    }
  }

  #drawWhole(copy: DesktopCopy): boolean {
    if (copy.drawWhole()) {
      this.#fresh = false
      this.#refusedSince = undefined
      this.#outage.set(undefined)
      return true
    }
    this.#waitForDesktop('The desktop cannot be read.')
    return false
  }

  /** Throws CaptureFailed when it happens again and again. */
  async #lose(copy: DesktopCopy, { message }: Error): Promise<void> {
    if (this.#copy === copy) this.#copy = undefined
    this.#refusedSince = this.#clock.monotonic()
    this.#losses += 1
    await copy.close()
    if (this.#losses >= MOST_LOSSES) throw refusal(message)
  }

  /** Undefined when Windows refuses for now. */
  #open(): DesktopCopy | undefined {
    try {
      const copy = this.#parts.openCopy()
      this.#monitors = copy.monitors
      this.#fresh = true
      return copy
    } catch (error) {
      if (!(error instanceof ComFailed)) throw error
      // Right after a copy was lost, every answer may be one of the moment.
      if (error.code !== E_ACCESSDENIED && this.#refusedSince === undefined) throw refusal(error.message)
      this.#waitForDesktop(error.message)
      return undefined
    }
  }

  /** Throws CaptureFailed when it has waited long enough. */
  #waitForDesktop(reason: string): void {
    const now = this.#clock.monotonic()
    this.#nextLook = now + RETRY_INTERVAL
    if (this.#parts.isSecureDesktop()) {
      this.#refusedSince = now
      this.#outage.set(SECURE_DESKTOP)
      return
    }
    this.#refusedSince ??= now
    if (now - this.#refusedSince >= PATIENCE) throw refusal(reason)
  }

  #tellPointer({ pointer, pointerShape }: DesktopChange): void {
    if (pointerShape) this.#cursor.emit('changed', { type: 'shape', shape: pointerShape })
    if (pointer) this.#cursor.emit('changed', { type: 'position', ...pointer })
  }
}

function frameOf({ picture }: DesktopCopy, damage: readonly Rect[] | undefined, capturedAt: number): RawFrame {
  const { width, height, stride, pixels } = picture
  return { width, height, stride, pixels, damage, capturedAt }
}

function refusal(reason: string): CaptureFailed {
  return new CaptureFailed(`Windows makes no copies of this desktop: ${reason}`)
}
