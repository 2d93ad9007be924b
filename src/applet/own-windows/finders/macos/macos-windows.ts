import { intersect, type Rect } from '../../../../base/rect.ts'
import type { PlacedDisplay } from '../../../macos/desktop-layout.ts'
import type { MacWindow } from '../../../macos/window-list.ts'
import type { OwnWindows } from '../../own-windows.ts'
import { isOfFamily } from '../process-family.ts'

/** Where ordinary windows are, and from where on what the system itself shows: Dock, menus. Between them are dialogs and what floats. */
const ORDINARY_LAYER = 0
const DOCK_LAYER = 20

export interface MacosWindowParts {
  /** Front to back. */
  readWindows(): readonly MacWindow[]
  readDisplays(): readonly PlacedDisplay[]
  parentOf(pid: number): number | undefined
}

/** The windows of a Mac, which tells of no change: they are looked up each time. Never run on a Mac. */
export class MacosWindows implements OwnWindows {
  readonly name = 'macOS (windows)'
  readonly isUnproven = true
  readonly #parts: MacosWindowParts
  #pids: readonly number[] = []
  /** Whether a process is ours, for those that have a window. */
  #family = new Map<number, boolean>()

  constructor(parts: MacosWindowParts) {
    this.#parts = parts
  }

  follow(pids: readonly number[]): void {
    this.#pids = [...pids]
    this.#family.clear()
  }

  rects(): readonly Rect[] {
    if (this.#pids.length === 0) return []
    const windows = this.#parts.readWindows()
    this.#forgetGone(windows)
    const ours = windows.filter(({ pid }) => this.#isOurs(pid))
    if (ours.length === 0) return []
    const displays = this.#parts.readDisplays()
    return ours.flatMap(({ points }) => displays.flatMap((display) => placeOn(display, points)))
  }

  /** The keyboard is with the first ordinary window or with a dialog in front of it; which, the list does not tell. */
  hasFocus(): boolean {
    if (this.#pids.length === 0) return false
    const windows = this.#parts.readWindows()
    const ordinary = windows.find(({ layer }) => layer === ORDINARY_LAYER)
    const front = windows.find(({ layer }) => layer < DOCK_LAYER)
    return [ordinary, front].some((window) => window !== undefined && this.#isOurs(window.pid))
  }

  /** Keys that are injected do not repeat by themselves here. */
  onFocused(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  [Symbol.dispose](): void {
    this.follow([])
  }

  #isOurs(pid: number): boolean {
    const isOurs = this.#family.get(pid) ?? isOfFamily(pid, this.#pids, (child) => this.#parts.parentOf(child))
    this.#family.set(pid, isOurs)
    return isOurs
  }

  /** The number of a process that is gone may be given to another. */
  #forgetGone(windows: readonly MacWindow[]): void {
    const present = new Set(windows.map(({ pid }) => pid))
    for (const pid of this.#family.keys()) if (!present.has(pid)) this.#family.delete(pid)
  }
}

/** The pixels of the desktop's picture that a rectangle of points touches on this display. */
function placeOn({ points, place, scale }: PlacedDisplay, window: Rect): Rect[] {
  const shown = intersect(points, window)
  if (!shown) return []
  const x = place.x + Math.floor((shown.x - points.x) * scale)
  const y = place.y + Math.floor((shown.y - points.y) * scale)
  const right = place.x + Math.ceil((shown.x + shown.width - points.x) * scale)
  const bottom = place.y + Math.ceil((shown.y + shown.height - points.y) * scale)
  return [{ x, y, width: right - x, height: bottom - y }]
}
