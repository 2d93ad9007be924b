import koffi from 'koffi'
import { realClock } from '../../../../base/clock.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { CURSOR_SHOWING, CURSORINFO, GetCursorInfo, IDC_ARROW, LoadCursorW } from '../../../win32/user32.ts'
import { virtualScreen } from '../../../win32/virtual-screen.ts'
import type { CursorEvent } from '../../screen-source.ts'
import { follow } from '../follow.ts'
import { readCursorShape } from './cursor-shape.ts'

/** Tells shape and position at once and then each change, until it is disposed. */
export function watchCursor(listener: (event: CursorEvent) => void): Disposable {
  const cursor = new Cursor(listener)
  cursor.look()
  return follow(realClock, () => cursor.look())
}

/** Tells shape and position once. */
export function tellCursor(listener: (event: CursorEvent) => void): void {
  new Cursor(listener).look()
}

/** Where the pointer is in the picture of the desktop; undefined while another desktop has it. */
export function pointerPosition(): { x: number; y: number } | undefined {
  const info = readCursorInfo()
  return info && inPicture(info)
}

class Cursor {
  readonly #listener: (event: CursorEvent) => void
  #handle: Pointer | undefined
  #last: { readonly x: number; readonly y: number } | undefined

  constructor(listener: (event: CursorEvent) => void) {
    this.#listener = listener
  }

  /** Whether it moved. */
  look(): boolean {
    const info = readCursorInfo()
    if (!info) return false
    // One that is hidden, while somebody types or where no mouse is plugged in, keeps its shape, or gets that of an arrow: the
    // technician needs to see where a click would go.
    const shown = (info.flags & CURSOR_SHOWING) !== 0 ? info.hCursor : null
    const cursor = shown ?? this.#handle ?? LoadCursorW(null, IDC_ARROW)
    if (cursor !== null) this.#compareShape(cursor)
    return this.#comparePosition(info)
  }

  #compareShape(handle: Pointer): void {
    if (this.#handle === handle) return
    this.#handle = handle
    const shape = readCursorShape(handle)
    if (shape) this.#listener({ type: 'shape', shape })
  }

  #comparePosition({ x, y }: { x: number; y: number }): boolean {
    if (this.#last?.x === x && this.#last.y === y) return false
    this.#last = { x, y }
    this.#listener({ type: 'position', ...inPicture(this.#last) })
    return true
  }
}

interface CursorInfo {
  readonly flags: number
  readonly hCursor: Pointer | null
  readonly x: number
  readonly y: number
}

/** Undefined while another desktop, such as that of a UAC question, has the pointer. */
function readCursorInfo(): CursorInfo | undefined {
  const info = Buffer.alloc(koffi.sizeof(CURSORINFO))
  info.writeUInt32LE(info.byteLength)
  return GetCursorInfo(info) === 0 ? undefined : koffi.decode(info, CURSORINFO)
}

function inPicture({ x, y }: { x: number; y: number }): { x: number; y: number } {
  const screen = virtualScreen()
  return { x: x - screen.x, y: y - screen.y }
}
