import { realClock } from '../../../../base/clock.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  PROP_MODE_REPLACE,
  PROPERTY_CHANGE_MASK,
  PROPERTY_DELETED,
  XChangeProperty,
  XSelectInput,
} from '../../../x11/selections.ts'

/** Bytes that go into a property at once; servers refuse requests of 256 KiB, and whole text is kept in their memory. */
export const PIECE_BYTES = 64 * 1024

/** Programs that paste a long text at the same time; what more there are get nothing. */
const MOST_TRANSFERS = 8

/** Milliseconds for which a program that pastes may leave a piece lying. Then it is not waited for. */
const PATIENCE_MS = 5000

interface Transfer {
  readonly requestor: number
  readonly property: number
  readonly type: number
  readonly bytes: Buffer
}

interface Running extends Transfer {
  sent: number
  patience: Disposable
}

/** Hands long text over piece by piece (INCR): the next follows when the last was taken, and an empty one ends it. */
export class PieceSender implements Disposable {
  readonly #connection: Connection
  readonly #incremental: number
  readonly #running = new Set<Running>()

  constructor(connection: Connection, incremental: number) {
    this.#connection = connection
    this.#incremental = incremental
  }

  /** Announces the pieces; false when there are too many such transfers. */
  begin(transfer: Transfer): boolean {
    const { requestor, property, bytes } = transfer
    for (const other of this.#of(requestor, property)) this.#end(other)
    if (this.#running.size >= MOST_TRANSFERS) return false
    const running: Running = { ...transfer, sent: 0, patience: this.#waitFor(() => this.#end(running)) }
    this.#running.add(running)
    const { display } = this.#connection
    XSelectInput(display, requestor, PROPERTY_CHANGE_MASK)
    const length = Buffer.from(BigUint64Array.of(BigInt(bytes.byteLength)).buffer)
    XChangeProperty(display, requestor, property, this.#incremental, 32, PROP_MODE_REPLACE, length, 1)
    return true
  }

  propertyChanged({ window, atom, state }: { window: number; atom: number; state: number }): void {
    if (state !== PROPERTY_DELETED) return
    for (const running of this.#of(window, atom)) this.#sendPiece(running)
  }

  [Symbol.dispose](): void {
    for (const running of this.#running) running.patience[Symbol.dispose]()
    this.#running.clear()
  }

  #sendPiece(running: Running): void {
    const { requestor, property, type, bytes, sent } = running
    const piece = bytes.subarray(sent, sent + PIECE_BYTES)
    running.sent += piece.byteLength
    running.patience[Symbol.dispose]()
    running.patience = this.#waitFor(() => this.#end(running))
    XChangeProperty(this.#connection.display, requestor, property, type, 8, PROP_MODE_REPLACE, piece, piece.byteLength)
    if (piece.byteLength === 0) this.#end(running)
    this.#connection.flush()
  }

  #end(running: Running): void {
    running.patience[Symbol.dispose]()
    this.#running.delete(running)
    const isNeeded = [...this.#running].some(({ requestor }) => requestor === running.requestor)
    if (!isNeeded && !this.#connection.lost) XSelectInput(this.#connection.display, running.requestor, 0)
  }

  #of(requestor: number, property: number): Running[] {
    return [...this.#running].filter((one) => one.requestor === requestor && one.property === property)
  }

  #waitFor(giveUp: () => void): Disposable {
    return realClock.after(PATIENCE_MS, giveUp)
  }
}
