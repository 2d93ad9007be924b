import { Emitter } from '../../../../base/emitter.ts'
import type { Rect } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { XSelectInput } from '../../../x11/selections.ts'
import { topLevelOf } from '../../../x11/window-tree.ts'
import { FOCUS_CHANGE_MASK, FOCUS_IN, POINTER_ROOT, XGetInputFocus } from '../../../x11/windows.ts'
import { XQueryPointer, XSync } from '../../../x11/xlib.ts'
import type { OwnWindows } from '../../own-windows.ts'
import { LeftPlaces } from './left-places.ts'
import { TopLevels } from './top-levels.ts'
import { WindowOwners } from './window-owners.ts'

/** Finding out takes round trips, in which windows may appear; a program that shows new ones all the time is not followed. */
const MOST_ROUNDS = 8

/** The windows of an X server. It is told of every change, so that asking costs one round trip and no more. */
export class X11Windows implements OwnWindows {
  readonly name = 'X11 (windows)'
  readonly #connection: Connection
  readonly #emitter = new Emitter<{ focused: undefined }>()
  readonly #left = new LeftPlaces()
  readonly #owners: WindowOwners
  #topLevels: TopLevels | undefined
  #willLearn = false

  /** Closes the connection when it is disposed. */
  constructor(connection: Connection) {
    this.#connection = connection
    this.#owners = new WindowOwners(connection)
    connection.on(FOCUS_IN, () => this.#emitter.emit('focused', undefined))
  }

  follow(pids: readonly number[]): void {
    this.#owners.follow(pids)
    if (pids.length > 0 && !this.#connection.lost) this.#topLevels ??= this.#openTopLevels()
    this.#learn()
  }

  rects(): readonly Rect[] {
    if (!this.#topLevels || this.#connection.lost) return []
    XSync(this.#connection.display, 0)
    this.#learn()
    const rects = this.#left.take((window) => this.#owners.areOurs(window))
    this.#topLevels.eachMapped((window, rect) => {
      if (this.#owners.areOurs(window)) rects.push(rect)
    })
    this.#owners.forgetGone()
    return rects
  }

  hasFocus(): boolean {
    if (!this.#topLevels || this.#connection.lost) return false
    const focus = this.#readFocus()
    this.#learn()
    // Then keys go to the window that the pointer is in.
    const target = focus <= POINTER_ROOT || focus === this.#connection.root ? this.#windowBelowPointer() : focus
    const isInOurs = target !== 0 && this.#isInOurs(target)
    this.#connection.dispatch()
    return isInOurs
  }

  onFocused(listener: () => void): Disposable {
    return this.#emitter.on('focused', listener)
  }

  [Symbol.dispose](): void {
    this.#connection[Symbol.dispose]()
  }

  #openTopLevels(): TopLevels {
    return new TopLevels(this.#connection, {
      appeared: (window) => {
        this.#owners.doubt(window)
        this.#learnSoon()
      },
      left: (window, rect) => {
        if (this.#owners.mayBeOurs(window)) this.#left.add(window, rect)
      },
      destroyed: (window) => this.#owners.destroyed(window),
    })
  }

  #learnSoon(): void {
    if (this.#willLearn) return
    this.#willLearn = true
    setImmediate(() => {
      this.#willLearn = false
      this.#learn()
    })
  }

  /** Takes in what the server told, and finds out whose the windows are that are new. That may bring more to take in. */
  #learn(): void {
    for (let round = 0; round < MOST_ROUNDS && this.#topLevels && !this.#connection.lost; round += 1) {
      this.#connection.dispatch()
      const doubted: number[] = []
      this.#topLevels.eachMapped((window) => {
        if (this.#owners.isDoubted(window)) doubted.push(window)
      })
      if (doubted.length === 0) return
      const found = doubted.filter((window) => this.#owners.findOut(window))
      for (const window of found) XSelectInput(this.#connection.display, window, FOCUS_CHANGE_MASK)
      // It may have got the keyboard before anybody listened.
      if (found.length > 0 && this.#isInOurs(this.#readFocus())) this.#emitter.emit('focused', undefined)
    }
  }

  #isInOurs(window: number): boolean {
    if (this.#owners.areOurs(window)) return true
    const topLevel = topLevelOf(this.#connection, window)
    return topLevel !== undefined && this.#owners.areOurs(topLevel)
  }

  #readFocus(): number {
    const focus = new BigUint64Array(1)
    XGetInputFocus(this.#connection.display, focus, new Int32Array(1))
    return Number(focus[0])
  }

  #windowBelowPointer(): number {
    const child = new BigUint64Array(1)
    const unused = new BigUint64Array(1)
    const { display, root } = this.#connection
    XQueryPointer(display, root, unused, child, unused, unused, unused, unused, unused)
    return Number(child[0])
  }
}
