import { isDeepStrictEqual } from 'node:util'
import { realClock } from '../../../../base/clock.ts'
import type { Rect } from '../../../../base/rect.ts'
import { DibSection } from '../../../win32/dib-section.ts'
import { isSecureDesktop } from '../../../win32/input-desktop.ts'
import { inputTimes } from '../../../win32/input-times.ts'
import { usePhysicalPixels, virtualScreen } from '../../../win32/virtual-screen.ts'
import { Outage, type TellsOutage } from '../../screen-outage.ts'
import { CaptureFailed, type CursorEvent, type Monitor, type RawFrame, type ScreenSource } from '../../screen-source.ts'
import { LookPace } from '../look-pace.ts'
import { copyDesktop } from './copy-desktop.ts'
import { watchCursor } from './cursor.ts'

import { readMonitors } from './monitors.ts'
import { SECURE_DESKTOP } from './secure-desktop.ts'

/** Milliseconds between two looks at where the monitors are. */
const MONITORS_INTERVAL = 1000

/** The desktop by way of GDI, which every Windows has, also in a virtual machine and over Remote Desktop. */
export class GdiScreen implements ScreenSource, TellsOutage {
  readonly name = 'Windows (GDI)'
  readonly #pace = new LookPace(inputTimes.lastInput)
  readonly #outage = new Outage()
  #monitors: readonly Monitor[]
  #nextLookAtMonitors = 0
  /** What was handed out last, and what the next look draws into. */
  #shown: DibSection | undefined
  #spare: DibSection | undefined
  #disposed = false

  constructor() {
    usePhysicalPixels()
    this.#monitors = readMonitors(virtualScreen())
  }

  get monitors(): readonly Monitor[] {
    return this.#monitors
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    return watchCursor(listener)
  }

  watchOutage(listener: (reason: string | undefined) => void): Disposable {
    return this.#outage.watchOutage(listener)
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    for (;;) {
      await this.#pace.due(signal)
      if (signal.aborted || this.#disposed) return undefined
      const start = realClock.monotonic()
      const capturedAt = realClock.now()
      const picture = this.#look()
      this.#pace.looked(picture !== undefined, realClock.monotonic() - start)
      if (!picture) continue
      const { width, height, stride, pixels } = picture
      return { width, height, stride, pixels, damage: undefined, capturedAt }
    }
  }

  /** Undefined when nothing changed, or the desktop cannot be read now. */
  #look(): DibSection | undefined {
    const screen = virtualScreen()
    const rearranged = this.#lookAtMonitors(screen)
    const spare = this.#pictureFor(screen)
    const secure = isSecureDesktop()
    this.#outage.set(secure ? SECURE_DESKTOP : undefined)
    if (secure || !copyDesktop(screen, spare)) return undefined
    if (!rearranged && this.#shown && isSame(this.#shown, spare)) return undefined
    this.#spare = this.#shown
    this.#shown = spare
    return spare
  }

  /** Whether one of them came, went or moved. */
  #lookAtMonitors(screen: Rect): boolean {
    const resized = this.#shown !== undefined && !isOf(this.#shown, screen)
    if (!resized && realClock.monotonic() < this.#nextLookAtMonitors) return false
    this.#nextLookAtMonitors = realClock.monotonic() + MONITORS_INTERVAL
    const monitors = readMonitors(screen)
    if (isDeepStrictEqual(monitors, this.#monitors)) return false
    this.#monitors = monitors
    return true
  }

  #pictureFor(screen: Rect): DibSection {
    const { width, height } = screen
    if (this.#spare && isOf(this.#spare, screen)) return this.#spare
    this.#spare?.[Symbol.dispose]()
    this.#spare = width > 0 && height > 0 ? DibSection.create(screen) : undefined
    if (this.#spare) return this.#spare
    throw new CaptureFailed(`Windows has no picture of its desktop, ${width} by ${height} pixels, to give.`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    for (const picture of [this.#shown, this.#spare]) picture?.[Symbol.dispose]()
    this.#shown = undefined
    this.#spare = undefined
  }
}

function isOf(picture: DibSection, { width, height }: Rect): boolean {
  return picture.width === width && picture.height === height
}

function isSame(shown: DibSection, now: DibSection): boolean {
  return shown.width === now.width && shown.height === now.height && Buffer.compare(shown.pixels, now.pixels) === 0
}
