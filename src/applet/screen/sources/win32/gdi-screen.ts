import { realClock, sleep } from '../../../../base/clock.ts'
import type { Rect } from '../../../../base/rect.ts'
import { DibSection } from '../../../win32/dib-section.ts'
import { BitBlt, GdiFlush, SRCCOPY } from '../../../win32/gdi32.ts'
import { GetDC, ReleaseDC } from '../../../win32/user32.ts'
import { usePhysicalPixels, virtualScreen } from '../../../win32/virtual-screen.ts'
import { CaptureFailed, type CursorEvent, type Monitor, type RawFrame, type ScreenSource } from '../../screen-source.ts'
import { watchCursor } from './cursor.ts'
import { readMonitors } from './monitors.ts'

/** Milliseconds from one look to the next: GDI does not tell when something was drawn. */
const LOOK_INTERVAL = 50

/** The desktop by way of GDI, which every Windows has, also in a virtual machine and over Remote Desktop. */
export class GdiScreen implements ScreenSource {
  readonly name = 'Windows (GDI)'
  #monitors: readonly Monitor[]
  #picture: DibSection | undefined
  #nextLook = 0
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

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    for (;;) {
      await sleep(realClock, Math.max(0, this.#nextLook - realClock.monotonic()), signal)
      if (signal.aborted || this.#disposed) return undefined
      const frame = this.#look()
      if (frame) return frame
    }
  }

  /** Undefined while Windows shows its own desktop, to which no program has access: a UAC question, the lock screen. */
  #look(): RawFrame | undefined {
    const start = realClock.monotonic()
    const capturedAt = realClock.now()
    const screen = virtualScreen()
    const picture = this.#pictureFor(screen)
    const read = copyDesktop(screen, picture)
    const now = realClock.monotonic()
    // On a slow machine looking takes at most half of the time.
    this.#nextLook = Math.max(start + LOOK_INTERVAL, now + (now - start))
    if (!read) return undefined
    const { width, height, stride, pixels } = picture
    return { width, height, stride, pixels, damage: undefined, capturedAt }
  }

  #pictureFor(screen: Rect): DibSection {
    const { width, height } = screen
    if (this.#picture?.width === width && this.#picture.height === height) return this.#picture
    this.#picture?.[Symbol.dispose]()
    this.#picture = width > 0 && height > 0 ? DibSection.create(screen) : undefined
    this.#monitors = readMonitors(screen)
    if (this.#picture) return this.#picture
    throw new CaptureFailed(`Windows has no picture of its desktop, ${width} by ${height} pixels, to give.`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
    this.#picture?.[Symbol.dispose]()
    this.#picture = undefined
  }
}

/**
 * False when the desktop cannot be read now. Not with CAPTUREBLT: it makes the customer's pointer blink at every look, and
 * since Windows 8 translucent windows are part of the desktop's picture without it.
 */
function copyDesktop({ x, y, width, height }: Rect, to: DibSection): boolean {
  const desktop = GetDC(null)
  if (desktop === null) return false
  const copied = BitBlt(to.dc, 0, 0, width, height, desktop, x, y, SRCCOPY) !== 0
  GdiFlush()
  ReleaseDC(null, desktop)
  return copied
}
