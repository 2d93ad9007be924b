import { realClock } from '../../../../base/clock.ts'
import type { Connection } from '../../../x11/connection.ts'
import { memcpy } from '../../../x11/libc.ts'
import {
  ANY_PROPERTY_TYPE,
  CURRENT_TIME,
  NONE,
  PROPERTY_NEW_VALUE,
  XConvertSelection,
  XDeleteProperty,
  XGetWindowProperty,
} from '../../../x11/selections.ts'
import { XFree } from '../../../x11/xlib.ts'
import type { ClipboardAtoms } from './clipboard-atoms.ts'

/** Milliseconds in which the program that holds the text has to hand all of it over. Some never answer. */
const ANSWER_MS = 2000

/** Bytes that are taken at most; it is known by then that they are too many. */
const MOST_BYTES = 16 * 1024 * 1024

interface Property {
  readonly type: number
  readonly bytes: Buffer
}

/** `refused`: not in this form. `silent`: no answer in time. */
export type Answer = Property | 'refused' | 'silent'

interface Question {
  readonly target: number
  readonly property: number
  readonly pieces: Buffer[]
  bytes: number
  incremental: boolean
  readonly end: (answer: Answer) => void
}

/** Asks whoever holds a selection for it, one question at a time. What the answers hold is for the asker to judge. */
export class SelectionReader implements Disposable {
  readonly #connection: Connection
  readonly #window: number
  readonly #atoms: ClipboardAtoms
  #question: Question | undefined
  #asked = 0

  constructor(connection: Connection, window: number, atoms: ClipboardAtoms) {
    this.#connection = connection
    this.#window = window
    this.#atoms = atoms
  }

  /** The selection in this form. */
  async convert(target: number): Promise<Answer> {
    const { display, lost } = this.#connection
    const { answers, clipboard } = this.#atoms
    const property = answers[this.#asked++ % answers.length]
    if (lost || property === undefined) return 'silent'
    const { promise, resolve } = Promise.withResolvers<Answer>()
    using _deadline = realClock.after(ANSWER_MS, () => resolve('silent'))
    this.#question = { target, property, pieces: [], bytes: 0, incremental: false, end: resolve }
    XDeleteProperty(display, this.#window, property)
    XConvertSelection(display, clipboard, target, property, this.#window, CURRENT_TIME)
    this.#connection.flush()
    const answer = await promise
    this.#question = undefined
    return answer
  }

  answered({ target, property }: { readonly target: number; readonly property: number }): void {
    const question = this.#question
    if (!question || target !== question.target) return
    if (property === NONE) return question.end('refused')
    if (property !== question.property) return
    const value = this.#take(property)
    if (value?.type !== this.#atoms.incremental) return question.end(value ?? 'refused')
    // Having taken it asked for the first piece.
    question.incremental = true
  }

  propertyChanged({ atom, state }: { readonly atom: number; readonly state: number }): void {
    const question = this.#question
    if (!question?.incremental || atom !== question.property || state !== PROPERTY_NEW_VALUE) return
    const piece = this.#take(atom)
    if (!piece) return
    question.pieces.push(piece.bytes)
    question.bytes += piece.bytes.byteLength
    const isLast = piece.bytes.byteLength === 0 || question.bytes >= MOST_BYTES
    if (isLast) question.end({ type: piece.type, bytes: Buffer.concat(question.pieces) })
  }

  [Symbol.dispose](): void {
    this.#question?.end('silent')
  }

  /** Reads a property of our window and deletes it, which tells the other side that we have it. */
  #take(property: number): Property | undefined {
    const { display, lost } = this.#connection
    if (lost) return undefined
    const [type, count, left, value] = [longOut(), longOut(), longOut(), longOut()]
    const format = new Int32Array(1)
    const [units, any] = [MOST_BYTES / 4, ANY_PROPERTY_TYPE]
    XGetWindowProperty(display, this.#window, property, 0, units, 1, any, type, format, count, left, value)
    const [address = 0n] = value
    if (address === 0n) return undefined
    const bytes = Buffer.alloc(Number(count[0]) * bytesOfItem(format[0] ?? 8))
    memcpy(bytes, address, bytes.byteLength)
    XFree(address)
    return { type: Number(type[0]), bytes }
  }
}

/** Where a function puts a C long, or an address. */
function longOut(): BigUint64Array {
  return new BigUint64Array(1)
}

/** Xlib hands out 32 bits as a C long. */
function bytesOfItem(format: number): number {
  return format === 32 ? 8 : format / 8
}
