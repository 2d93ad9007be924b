import koffi from 'koffi'
import type { Connection } from '../../../x11/connection.ts'
import {
  CURRENT_TIME,
  NONE,
  PROP_MODE_REPLACE,
  SELECTION_NOTIFY,
  XA_ATOM,
  XA_INTEGER,
  XChangeProperty,
  XSelectionEvent,
  XSendEvent,
  XSetSelectionOwner,
} from '../../../x11/selections.ts'
import { EVENT_BYTES } from '../../../x11/xlib.ts'
import type { ClipboardAtoms } from './clipboard-atoms.ts'
import { PIECE_BYTES, PieceSender } from './piece-sender.ts'

/** Somebody wants to paste. */
interface Request {
  readonly requestor: number
  readonly selection: number
  readonly target: number
  readonly property: number
  readonly time: number
}

/** What is put into a property for the one who asked. */
interface Answer {
  readonly type: number
  readonly format: 8 | 32
  readonly value: Buffer
}

/** Holds a selection: hands the text out to every program that pastes, until another program takes the selection. */
export class SelectionHolder implements Disposable {
  readonly #connection: Connection
  readonly #window: number
  readonly #atoms: ClipboardAtoms
  readonly #pieces: PieceSender
  #text: string | undefined
  #since = CURRENT_TIME

  constructor(connection: Connection, window: number, atoms: ClipboardAtoms) {
    this.#connection = connection
    this.#window = window
    this.#atoms = atoms
    this.#pieces = new PieceSender(connection, atoms.incremental)
  }

  hold(text: string): void {
    this.#text = text
    XSetSelectionOwner(this.#connection.display, this.#atoms.clipboard, this.#window, CURRENT_TIME)
    this.#connection.flush()
  }

  heldSince(time: number): void {
    this.#since = time
  }

  lost(): void {
    this.#text = undefined
  }

  requested(request: Request): void {
    const { requestor, target } = request
    // Programs from before the convention name none, and look where the target's name says.
    const property = request.property === NONE ? target : request.property
    const answer = request.selection === this.#atoms.clipboard ? this.#answerTo(target) : undefined
    this.#notify(request, answer && this.#handOver(requestor, property, answer) ? property : NONE)
  }

  propertyChanged(change: { readonly window: number; readonly atom: number; readonly state: number }): void {
    this.#pieces.propertyChanged(change)
  }

  [Symbol.dispose](): void {
    this.#text = undefined
    this.#pieces[Symbol.dispose]()
  }

  #answerTo(target: number): Answer | undefined {
    const { targets, timestamp, utf8String, utf8Mime, string } = this.#atoms
    const text = this.#text
    if (text === undefined) return undefined
    switch (target) {
      case targets:
        return { type: XA_ATOM, format: 32, value: longs([targets, timestamp, utf8String, utf8Mime, string]) }
      case timestamp:
        return { type: XA_INTEGER, format: 32, value: longs([this.#since]) }
      case utf8String:
      case utf8Mime:
        return { type: target, format: 8, value: Buffer.from(text) }
      case string:
        return { type: string, format: 8, value: Buffer.from(text, 'latin1') }
      default:
        return undefined
    }
  }

  /** False when too many take their time already. */
  #handOver(requestor: number, property: number, { type, format, value }: Answer): boolean {
    if (value.byteLength > PIECE_BYTES) return this.#pieces.begin({ requestor, property, type, bytes: value })
    const count = format === 32 ? value.byteLength / 8 : value.byteLength
    XChangeProperty(this.#connection.display, requestor, property, type, format, PROP_MODE_REPLACE, value, count)
    return true
  }

  #notify({ requestor, selection, target, time }: Request, property: number): void {
    const { display } = this.#connection
    const event = Buffer.alloc(EVENT_BYTES)
    const any = { type: SELECTION_NOTIFY, serial: 0, send_event: 1, display }
    koffi.encode(event, XSelectionEvent, { ...any, requestor, selection, target, property, time })
    XSendEvent(display, requestor, 0, 0, event)
    this.#connection.flush()
  }
}

/** Xlib takes 32 bits as a C long. */
function longs(values: readonly number[]): Buffer {
  return Buffer.from(BigUint64Array.from(values, BigInt).buffer)
}
