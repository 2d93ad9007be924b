import koffi, { type node } from 'koffi'
import { listenForErrors } from './x-errors.ts'
import {
  type Display,
  EVENT_BYTES,
  QUEUED_AFTER_READING,
  XCloseDisplay,
  XConnectionNumber,
  XDefaultRootWindow,
  XEventsQueued,
  XFlush,
  XNextEvent,
  XOpenDisplay,
  XSync,
} from './xlib.ts'

type EventListener = (event: Buffer) => void
type ExtensionQuery = (display: Display, eventBase: Int32Array, errorBase: Int32Array) => number

/** A connection to an X server of its own: nothing that others do with theirs gets in its way. */
export class Connection implements Disposable {
  readonly display: Display
  readonly root: number
  readonly #listeners = new Map<number, EventListener>()
  readonly #event = Buffer.alloc(EVENT_BYTES)
  readonly #poll: node.PollHandle
  readonly #errors: Disposable
  #onLost = () => {}
  #lost = false
  #closed = false
  #willDispatch = false
  #refusal: string | undefined

  /** Undefined when there is no X server that lets us in. `name` is what DISPLAY would hold. */
  static open(name: string): Connection | undefined {
    const display = XOpenDisplay(name)
    return display === null ? undefined : new Connection(display)
  }

  private constructor(display: Display) {
    this.display = display
    this.root = XDefaultRootWindow(display)
    this.#errors = listenForErrors(display, {
      refused: (reason) => {
        this.#refusal ??= reason
      },
      lost: () => this.#markLost(),
    })
    // libuv tells when bytes arrive, so waiting for an event costs nothing and takes no thread. Koffi calls outside of any
    // turn of Node's, where promises that are resolved go no further: the work itself has to wait for the turn that follows.
    this.#poll = koffi.node.poll(XConnectionNumber(display), { readable: true }, () => {
      setImmediate(() => this.dispatch())
    })
  }

  /** Closed, by us or because the server is gone: Xlib must not be given the display any more. */
  get lost(): boolean {
    return this.#lost
  }

  /** What an extension adds to the numbers of its events; undefined when the server does not have it. */
  eventBase(query: ExtensionQuery): number | undefined {
    const base = new Int32Array(1)
    return query(this.display, base, new Int32Array(1)) === 0 ? undefined : base[0]
  }

  onLost(listener: () => void): void {
    this.#onLost = listener
  }

  /** One listener for each type of event; what it is given holds only until it returns. */
  on(type: number, listener: EventListener): void {
    this.#listeners.set(type, listener)
  }

  /**
   * Hands out the events that are here. To be called after requests that waited for a reply, except by listeners: Xlib may
   * have read events along with it, and for these nothing wakes us.
   */
  dispatch(): void {
    while (!this.#lost && XEventsQueued(this.display, QUEUED_AFTER_READING) > 0) {
      XNextEvent(this.display, this.#event)
      this.#listeners.get(this.#event.readInt32LE(0))?.(this.#event)
    }
  }

  /** Xlib reads on this occasion, and for what it reads nothing wakes us: it is handed out in the turn that follows. */
  flush(): void {
    XFlush(this.display)
    if (this.#willDispatch) return
    this.#willDispatch = true
    setImmediate(() => {
      this.#willDispatch = false
      this.dispatch()
    })
  }

  /** Returns when the server has carried out everything that it was asked for. */
  settle(): void {
    XSync(this.display, 0)
    this.flush()
  }

  /** Has the server carry out these requests; the reason when it refused one. */
  refusal(requests: () => void): string | undefined {
    XSync(this.display, 0)
    this.#refusal = undefined
    requests()
    XSync(this.display, 0)
    return this.#lost ? 'the X server is gone' : this.#refusal
  }

  #markLost(): void {
    if (this.#lost) return
    this.#lost = true
    this.#poll.close()
    this.#onLost()
  }

  [Symbol.dispose](): void {
    if (this.#closed) return
    this.#closed = true
    if (!this.#lost) this.#poll.close()
    this.#lost = true
    XCloseDisplay(this.display)
    this.#errors[Symbol.dispose]()
  }
}
