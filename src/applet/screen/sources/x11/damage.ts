import koffi from 'koffi'
import type { Rect } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  DAMAGE_NOTIFY,
  REPORT_NON_EMPTY,
  XDamageCreate,
  XDamageDestroy,
  XDamageQueryExtension,
  XDamageSubtract,
} from '../../../x11/xdamage.ts'
import {
  XFixesCreateRegion,
  XFixesDestroyRegion,
  XFixesFetchRegionAndBounds,
  XFixesQueryExtension,
  XRectangle,
} from '../../../x11/xfixes.ts'
import { XFree } from '../../../x11/xlib.ts'

// Beyond this many, the one rectangle around them costs less to compare than they cost to handle.
const MOST_RECTS = 64

export interface DamagedArea {
  readonly rects: readonly Rect[]
  /** The rectangle that holds them all. */
  readonly bounds: Rect
}

/** What was drawn on the screen, gathered by the server until it is taken. */
export class Damage implements Disposable {
  readonly #connection: Connection
  readonly #damage: number
  readonly #region: number
  readonly #count = new Int32Array(1)
  readonly #bounds = Buffer.alloc(koffi.sizeof(XRectangle))

  /** Undefined when the server does not tell; `onDamaged` is called once until the damage is taken. */
  static open(connection: Connection, onDamaged: () => void): Damage | undefined {
    const eventBase = connection.eventBase(XDamageQueryExtension)
    if (eventBase === undefined || connection.eventBase(XFixesQueryExtension) === undefined) return undefined
    connection.on(eventBase + DAMAGE_NOTIFY, onDamaged)
    return new Damage(connection)
  }

  private constructor(connection: Connection) {
    this.#connection = connection
    this.#damage = XDamageCreate(connection.display, connection.root, REPORT_NON_EMPTY)
    this.#region = XFixesCreateRegion(connection.display, null, 0)
  }

  /** To be called before the pixels are read: what is drawn in between is then reported again, never lost. */
  take(): DamagedArea {
    const { display } = this.#connection
    XDamageSubtract(display, this.#damage, 0, this.#region)
    const list = XFixesFetchRegionAndBounds(display, this.#region, this.#count, this.#bounds)
    const bounds: Rect = koffi.decode(this.#bounds, XRectangle)
    if (list === null) return { rects: [], bounds }
    const count = this.#count[0] ?? 0
    const rects: Rect[] = count > MOST_RECTS ? [bounds] : koffi.decode(list, XRectangle, count)
    XFree(list)
    return { rects, bounds }
  }

  [Symbol.dispose](): void {
    if (this.#connection.lost) return
    XDamageDestroy(this.#connection.display, this.#damage)
    XFixesDestroyRegion(this.#connection.display, this.#region)
  }
}
