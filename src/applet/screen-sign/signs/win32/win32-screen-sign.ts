import { isDeepStrictEqual } from 'node:util'
import { every, realClock } from '../../../../base/clock.ts'
import type { Rect } from '../../../../base/rect.ts'
import { readMonitors } from '../../../screen/sources/win32/monitors.ts'
import { usePhysicalPixels, virtualScreen } from '../../../win32/virtual-screen.ts'
import { frameStrips } from '../../frame-strips.ts'
import type { ScreenSign } from '../../screen-sign.ts'
import { StripWindows } from './strip-windows.ts'

/** Milliseconds between two looks at messages. */
const ANSWER_MS = 100

/** Looks at messages between two at where the monitors are, and at who else wants to be above all others. */
const LOOKS_APART = 5

/** A red frame on the desktop of Windows. */
export class Win32ScreenSign implements ScreenSign {
  readonly name = 'Windows (sign)'
  #strips: readonly Rect[] = []
  #windows: StripWindows | undefined
  #looking: Disposable | undefined
  #looks = 0

  constructor() {
    usePhysicalPixels()
  }

  /** Throws ScreenSignFailed. */
  show(): void {
    if (this.#windows) return
    this.#put(wantedStrips())
    this.#looking = every(realClock, ANSWER_MS, () => this.#look())
  }

  hide(): void {
    this.#looking?.[Symbol.dispose]()
    this.#looking = undefined
    this.#windows?.[Symbol.dispose]()
    this.#windows = undefined
  }

  [Symbol.dispose](): void {
    this.hide()
  }

  #look(): void {
    this.#looks += 1
    if (this.#looks % LOOKS_APART === 0) {
      const wanted = wantedStrips()
      if (isDeepStrictEqual(wanted, this.#strips)) this.#windows?.raise()
      else this.#put(wanted)
    }
    this.#windows?.answerMessages()
  }

  #put(strips: readonly Rect[]): void {
    this.#windows?.[Symbol.dispose]()
    this.#strips = strips
    this.#windows = new StripWindows(strips)
    this.#windows.answerMessages()
  }
}

/** As Windows counts: from the upper left corner of the primary monitor. */
function wantedStrips(): Rect[] {
  const screen = virtualScreen()
  const strips = frameStrips(readMonitors(screen))
  return strips.map((strip) => ({ ...strip, x: strip.x + screen.x, y: strip.y + screen.y }))
}
