import { isDeepStrictEqual } from 'node:util'
import { type Clock, realClock } from '../../../../base/clock.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import { type PlacedDisplay, sizeOf, toPixel } from '../../../macos/desktop-layout.ts'
import type { Point } from '../../../macos/geometry.ts'
import { Outage, type TellsOutage } from '../../screen-outage.ts'
import type { CursorEvent, Monitor, RawFrame, ScreenSource } from '../../screen-source.ts'
import { follow } from '../follow.ts'
import { LookPace } from '../look-pace.ts'
import { ARROW } from './arrow.ts'
import { DesktopPicture } from './desktop-picture.ts'

/** At most 200 characters: the technician is sent it. */
const NOT_ALLOWED =
  'This Mac does not let the program see its screen yet. To be allowed in System Settings, Privacy & Security, Screen Recording; then the program may have to be started again.'
const NO_DISPLAY = 'All displays of this Mac are asleep, or it shows none to programs now.'

export interface MacosParts {
  /** Whether the person lets this program see what others show. */
  isAllowed(): boolean
  /** Has the system ask the person. */
  askToBeAllowed(): void
  /** The main one first. */
  readDisplays(): readonly PlacedDisplay[]
  /** Draws what a display shows into its place; false when there is nothing to see now. Throws CaptureFailed. */
  copyDisplay(display: PlacedDisplay, picture: DesktopPicture): boolean
  /** In points. */
  pointer(): Point | undefined
  /** A number that differs once there was input since. */
  lastInput(): number
}

/**
 * The displays of a Mac, looked at again and again: what tells of changes (ScreenCaptureKit, CGDisplayStream) calls blocks on
 * queues of its own. Never run on a Mac.
 */
export class MacosScreen implements ScreenSource, TellsOutage {
  readonly name = 'macOS (CGDisplayCreateImage)'
  readonly #parts: MacosParts
  readonly #clock: Clock
  readonly #pace: LookPace
  readonly #outage = new Outage()
  #displays: readonly PlacedDisplay[]
  #monitors: readonly Monitor[]
  #allowed = false
  #asked = false
  /** What was handed out last, and what the next look draws into. */
  #shown: DesktopPicture | undefined
  #spare: DesktopPicture | undefined
  #disposed = false

  constructor(parts: MacosParts, clock: Clock = realClock) {
    this.#parts = parts
    this.#clock = clock
    this.#pace = new LookPace(() => parts.lastInput(), clock)
    this.#displays = parts.readDisplays()
    this.#monitors = monitorsOf(this.#displays)
  }

  get monitors(): readonly Monitor[] {
    return this.#monitors
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    for (;;) {
      await this.#pace.due(signal)
      if (signal.aborted || this.#disposed) return undefined
      const start = this.#clock.monotonic()
      const capturedAt = this.#clock.now()
      const picture = this.#isVisible() ? this.#look() : undefined
      this.#pace.looked(picture !== undefined, this.#clock.monotonic() - start)
      if (!picture) continue
      const { width, height, stride, pixels } = picture
      return { width, height, stride, pixels, damage: undefined, capturedAt }
    }
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    listener({ type: 'shape', shape: ARROW })
    let last: Point | undefined
    const look = () => {
      const point = this.#parts.pointer()
      const pixel = point && toPixel(this.#displays, point)
      if (!pixel || (last?.x === pixel.x && last.y === pixel.y)) return false
      last = pixel
      listener({ type: 'position', x: pixel.x, y: pixel.y })
      return true
    }
    look()
    return follow(this.#clock, look)
  }

  watchOutage(listener: (reason: string | undefined) => void): Disposable {
    return this.#outage.watchOutage(listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true
  }

  /** Without the person's leave the system shows nothing but the desktop's background, which would look like an answer. */
  #isVisible(): boolean {
    this.#allowed ||= this.#parts.isAllowed()
    if (this.#allowed) return true
    if (!this.#asked) this.#parts.askToBeAllowed()
    this.#asked = true
    this.#outage.set(NOT_ALLOWED)
    return false
  }

  /** Undefined when nothing changed, or nothing can be seen now. */
  #look(): DesktopPicture | undefined {
    const rearranged = this.#lookAtDisplays()
    const spare = this.#pictureFor(rearranged)
    const seen = this.#displays.filter((display) => this.#parts.copyDisplay(display, spare))
    const whole = seen.length > 0 && seen.length === this.#displays.length
    this.#outage.set(whole ? undefined : NO_DISPLAY)
    if (!whole || (!rearranged && this.#shown?.equals(spare))) return undefined
    this.#spare = this.#shown
    this.#shown = spare
    return spare
  }

  /** Whether one of them came, went or moved. */
  #lookAtDisplays(): boolean {
    const displays = this.#parts.readDisplays()
    if (isDeepStrictEqual(displays, this.#displays)) return false
    this.#displays = displays
    this.#monitors = monitorsOf(displays)
    return true
  }

  /** What is left of displays that stood elsewhere must not show between those of now. */
  #pictureFor(rearranged: boolean): DesktopPicture {
    const size = sizeOf(this.#displays)
    if (rearranged || !this.#spare?.isOf(size)) this.#spare = new DesktopPicture(size)
    return this.#spare
  }
}

function monitorsOf(displays: readonly PlacedDisplay[]): Monitor[] {
  return displays.slice(0, LIMITS.monitors).map(({ place }, index) => ({ name: `Display ${index + 1}`, ...place }))
}
