import { isDeepStrictEqual } from 'node:util'
import { intersect, type Rect } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { CaptureFailed, type CursorEvent, type Monitor, type RawFrame, type ScreenSource } from '../../screen-source.ts'
import { Cursor } from './cursor.ts'
import { Damage, type DamagedArea } from './damage.ts'
import { readMonitors, watchMonitors } from './monitors.ts'
import { openPicture } from './open-picture.ts'
import type { Picture } from './picture.ts'

/** Milliseconds between two looks at a screen that does not tell when it changes. */
const LOOK_INTERVAL = 100

const RESIZE_ATTEMPTS = 5

/** An X11 screen. It sleeps until the server tells that something was drawn. */
export class X11Screen implements ScreenSource {
  readonly #connection: Connection
  readonly #damage: Damage | undefined
  readonly #cursor: Cursor
  #picture: Picture
  #monitors: readonly Monitor[]
  /** The next frame is the first of its picture, so it differs everywhere. */
  #fresh = true
  #changed = true
  #resized = false
  #rearranged = false
  #wake = () => {}
  #disposed = false

  /** Closes the connection when it is disposed. Throws CaptureFailed. */
  constructor(connection: Connection) {
    this.#connection = connection
    this.#picture = openPicture(connection)
    this.#damage = Damage.open(connection, () => this.#noticeChange())
    this.#cursor = new Cursor(connection)
    watchMonitors(connection, (resized) => this.#noticeMonitors(resized))
    this.#monitors = readMonitors(connection, this.#picture)
    connection.onLost(() => this.#wake())
    connection.dispatch()
  }

  get name(): string {
    return `X11 (${this.#picture.name})`
  }

  get monitors(): readonly Monitor[] {
    return this.#monitors
  }

  watchCursor(listener: (event: CursorEvent) => void): Disposable {
    return this.#cursor.watch(listener)
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    const monitors = this.#monitors
    for (;;) {
      this.#connection.dispatch()
      if (!this.#changed) await this.#change(signal)
      if (signal.aborted || this.#disposed) return undefined
      const frame = this.#capture()
      this.#cursor.look()
      this.#connection.dispatch()
      // The change that woke us may have been part of the last picture already.
      if (frame.damage?.length !== 0 || this.#monitors !== monitors) return frame
    }
  }

  /** Settles when something changed, the server is gone, the signal aborts or this is disposed. */
  async #change(signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#connection.lost) return
    const timer = this.#damage ? undefined : setTimeout(() => this.#noticeChange(), LOOK_INTERVAL)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#wake = () => resolve()
    const onAbort = this.#wake
    signal.addEventListener('abort', onAbort, { once: true })
    await promise
    signal.removeEventListener('abort', onAbort)
    clearTimeout(timer)
  }

  #noticeChange(): void {
    this.#changed = true
    this.#wake()
  }

  #capture(): RawFrame {
    this.#requireServer()
    this.#changed = false
    const damage = this.#damage?.take()
    this.#update(damage)
    if (this.#rearranged) this.#lookAtMonitors()
    const { width, height, stride, pixels } = this.#picture
    const known = this.#fresh ? undefined : damage?.rects.flatMap((rect) => intersect(rect, this.#bounds) ?? [])
    this.#fresh = false
    return { width, height, stride, pixels, damage: known, capturedAt: Date.now() }
  }

  /** A screen that is being resized may have another size again by the time it is read. */
  #update(damage: DamagedArea | undefined): void {
    for (let attempt = 0; attempt < RESIZE_ATTEMPTS; attempt += 1) {
      const isRead = !this.#resized && this.#read(damage)
      this.#requireServer()
      if (isRead) return
      this.#renew()
    }
    throw new CaptureFailed('The X server does not let its screen be read.')
  }

  #requireServer(): void {
    if (this.#connection.lost) throw new CaptureFailed('The X server is gone; the applet has to be started again.')
  }

  /** False when the screen has another size now. */
  #read(damage: DamagedArea | undefined): boolean {
    const area = this.#fresh || !damage ? this.#bounds : intersect(damage.bounds, this.#bounds)
    return !area || this.#picture.read({ top: area.y, count: area.height })
  }

  get #bounds(): Rect {
    const { width, height } = this.#picture
    return { x: 0, y: 0, width, height }
  }

  #noticeMonitors(resized: boolean): void {
    this.#resized ||= resized
    this.#rearranged = true
    this.#noticeChange()
  }

  #lookAtMonitors(): void {
    this.#rearranged = false
    const monitors = readMonitors(this.#connection, this.#picture)
    // Much is told that changed nothing which can be seen.
    if (!isDeepStrictEqual(monitors, this.#monitors)) this.#monitors = monitors
  }

  #renew(): void {
    this.#picture[Symbol.dispose]()
    this.#picture = openPicture(this.#connection)
    this.#rearranged = true
    this.#fresh = true
    this.#resized = false
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return
    this.#disposed = true
    this.#wake()
    this.#cursor[Symbol.dispose]()
    this.#damage?.[Symbol.dispose]()
    this.#picture[Symbol.dispose]()
    this.#connection[Symbol.dispose]()
  }
}
