import koffi from 'koffi'
import { realClock } from '../../../../base/clock.ts'
import type { Rect } from '../../../../base/rect.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { usePhysicalPixels, virtualScreen } from '../../../win32/virtual-screen.ts'
import {
  DWMWA_CLOAKED,
  DWMWA_EXTENDED_FRAME_BOUNDS,
  DwmGetWindowAttribute,
  EnumWindows,
  GetForegroundWindow,
  GetWindowRect,
  GetWindowThreadProcessId,
  IsIconic,
  IsWindowVisible,
  WindowEnumProc,
} from '../../../win32/windows-api.ts'
import type { OwnWindows } from '../../own-windows.ts'
import { isOfFamily } from '../process-family.ts'
import { readProcessParents } from './process-parents.ts'

/** Milliseconds between two looks at which windows there are, while the keyboard stays where it is: a look costs some. */
const LOOK_MS = 100

const RECT_BYTES = 16

/** The windows of Windows, which tells of no change: which there are is looked up now and then, where they stand each time. */
export class Win32Windows implements OwnWindows {
  readonly name = 'Windows (windows)'
  #pids: readonly number[] = []
  #ours: readonly number[] = []
  /** Whether a process is ours, for those that have a window. */
  #family = new Map<number, boolean>()
  #looked = Number.NEGATIVE_INFINITY
  #foreground = 0

  constructor() {
    usePhysicalPixels()
  }

  follow(pids: readonly number[]): void {
    this.#pids = [...pids]
    this.#family.clear()
    this.#looked = Number.NEGATIVE_INFINITY
  }

  rects(): readonly Rect[] {
    if (this.#pids.length === 0) return []
    this.#look()
    const { x, y } = virtualScreen()
    return this.#ours.flatMap((window) => {
      const rect = isSeen(window) ? readRect(window) : undefined
      return rect ? [{ ...rect, x: rect.x - x, y: rect.y - y }] : []
    })
  }

  hasFocus(): boolean {
    if (this.#pids.length === 0) return false
    const foreground = GetForegroundWindow()
    return foreground !== 0 && this.#isOurs(processOf(foreground))
  }

  /** Keys that are injected do not repeat by themselves here. */
  onFocused(): Disposable {
    return { [Symbol.dispose]() {} }
  }

  [Symbol.dispose](): void {
    this.follow([])
  }

  #look(): void {
    const foreground = GetForegroundWindow()
    const now = realClock.monotonic()
    if (foreground === this.#foreground && now - this.#looked < LOOK_MS) return
    this.#foreground = foreground
    this.#looked = now
    const known = this.#family
    const seen = new Map<number, boolean>()
    this.#ours = visibleWindows().filter((window) => {
      const pid = processOf(window)
      const isOurs = seen.get(pid) ?? known.get(pid) ?? this.#isOurs(pid)
      seen.set(pid, isOurs)
      return isOurs
    })
    // The number of a process that is gone may be given to another.
    this.#family = seen
  }

  #isOurs(pid: number): boolean {
    const known = this.#family.get(pid)
    if (known !== undefined) return known
    const parents = this.#pids.includes(pid) ? new Map<number, number>() : readProcessParents()
    const isOurs = isOfFamily(pid, this.#pids, (child) => parents.get(child))
    this.#family.set(pid, isOurs)
    return isOurs
  }
}

function visibleWindows(): number[] {
  const windows: number[] = []
  const callback: Pointer = koffi.register((window: number) => {
    if (IsWindowVisible(window) !== 0) windows.push(Number(window))
    return 1
  }, WindowEnumProc)
  EnumWindows(callback, 0)
  koffi.unregister(callback)
  return windows
}

function processOf(window: number): number {
  const pid = new Uint32Array(1)
  GetWindowThreadProcessId(window, pid)
  return pid[0] ?? 0
}

/** False for what has no place on the desktop: minimised, hidden, or on another of several desktops. */
function isSeen(window: number): boolean {
  if (IsWindowVisible(window) === 0 || IsIconic(window) !== 0) return false
  const cloaked = new Uint32Array(1)
  const known = DwmGetWindowAttribute(window, DWMWA_CLOAKED, cloaked, cloaked.byteLength) === 0
  return !known || cloaked[0] === 0
}

function readRect(window: number): Rect | undefined {
  const edges = Buffer.alloc(RECT_BYTES)
  const isKnown =
    DwmGetWindowAttribute(window, DWMWA_EXTENDED_FRAME_BOUNDS, edges, RECT_BYTES) === 0 ||
    GetWindowRect(window, edges) !== 0
  if (!isKnown) return undefined
  const [left, top] = [edges.readInt32LE(0), edges.readInt32LE(4)]
  return { x: left, y: top, width: edges.readInt32LE(8) - left, height: edges.readInt32LE(12) - top }
}
