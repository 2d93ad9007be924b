import koffi from 'koffi'
import type { Permitted } from '../../../permission/permission-gate.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  PROPERTY_CHANGE_MASK,
  PROPERTY_NOTIFY,
  SELECTION_CLEAR,
  SELECTION_NOTIFY,
  SELECTION_REQUEST,
  XCreateSimpleWindow,
  XPropertyEvent,
  XSelectInput,
  XSelectionEvent,
  XSelectionRequestEvent,
} from '../../../x11/selections.ts'
import {
  SET_SELECTION_OWNER_NOTIFY_MASK,
  XFixesQueryExtension,
  XFixesSelectionNotifyEvent,
  XFixesSelectSelectionInput,
} from '../../../x11/xfixes.ts'
import { type Clipboard, type ClipboardChanged, ClipboardFailed, type Found } from '../../clipboard.ts'
import { type ClipboardAtoms, clipboardAtoms } from './clipboard-atoms.ts'
import { SelectionHolder } from './selection-holder.ts'
import { SelectionReader } from './selection-reader.ts'

/** XFixes tells of a new holder, and also of one that is gone. */
const NEW_HOLDER = 0

/** The selection CLIPBOARD of an X server: Ctrl+C and Ctrl+V. What is only marked with the mouse is another one, and not ours. */
export class X11Clipboard implements Clipboard {
  readonly name = 'X11 (CLIPBOARD)'
  readonly #connection: Connection
  readonly #atoms: ClipboardAtoms
  readonly #window: number
  readonly #reader: SelectionReader
  readonly #holder: SelectionHolder
  #onChanged = () => {}

  /** Closes the connection when it is disposed. Throws ClipboardFailed. */
  constructor(connection: Connection) {
    const eventBase = connection.eventBase(XFixesQueryExtension)
    if (eventBase === undefined) throw new ClipboardFailed('The X server does not have the XFIXES extension.')
    const { display, root } = connection
    this.#connection = connection
    this.#atoms = clipboardAtoms(display)
    this.#window = XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, 0, 0)
    this.#reader = new SelectionReader(connection, this.#window, this.#atoms)
    this.#holder = new SelectionHolder(connection, this.#window, this.#atoms)
    this.#listen(eventBase)
    XSelectInput(display, this.#window, PROPERTY_CHANGE_MASK)
    XFixesSelectSelectionInput(display, this.#window, this.#atoms.clipboard, SET_SELECTION_OWNER_NOTIFY_MASK)
    connection.flush()
    connection.dispatch()
  }

  onChanged(listener: () => void): void {
    this.#onChanged = listener
  }

  /** Asks first what there is: a password manager says there that its text is not for keeping. */
  async read(): Promise<Found | undefined> {
    const { utf8String, targets, passwordHint, string } = this.#atoms
    const offered = await this.#reader.convert(targets)
    if (offered === 'silent') return undefined
    // Programs that do not say what they have are older than the hint, and have text.
    const kinds = offered === 'refused' ? [utf8String, string] : atomsOf(offered.bytes)
    if (kinds.includes(passwordHint)) return 'secret'
    for (const kind of [utf8String, string].filter((kind) => kinds.includes(kind))) {
      const answer = await this.#reader.convert(kind)
      if (answer === 'silent') return undefined
      if (answer !== 'refused') return { text: answer.bytes.toString(kind === utf8String ? 'utf8' : 'latin1') }
    }
    return undefined
  }

  write({ text }: Permitted<ClipboardChanged>): boolean {
    if (this.#connection.lost) throw new ClipboardFailed('The X server is gone.')
    this.#holder.hold(text)
    return true
  }

  /** Without its window the server knows no holder any more: whoever pastes then gets nothing. */
  [Symbol.dispose](): void {
    this.#onChanged = () => {}
    this.#reader[Symbol.dispose]()
    this.#holder[Symbol.dispose]()
    this.#connection[Symbol.dispose]()
  }

  #listen(eventBase: number): void {
    const connection = this.#connection
    connection.on(eventBase, (event) => {
      const { subtype, owner, selection_timestamp } = koffi.decode(event, XFixesSelectionNotifyEvent)
      if (owner === this.#window) this.#holder.heldSince(selection_timestamp)
      else if (subtype === NEW_HOLDER && owner !== 0) this.#onChanged()
    })
    connection.on(SELECTION_CLEAR, () => this.#holder.lost())
    connection.on(SELECTION_REQUEST, (event) => this.#holder.requested(koffi.decode(event, XSelectionRequestEvent)))
    connection.on(SELECTION_NOTIFY, (event) => this.#reader.answered(koffi.decode(event, XSelectionEvent)))
    connection.on(PROPERTY_NOTIFY, (event) => {
      const change = koffi.decode(event, XPropertyEvent)
      if (change.window === this.#window) this.#reader.propertyChanged(change)
      else this.#holder.propertyChanged(change)
    })
  }
}

/** In properties atoms take the eight bytes of a C long. */
function atomsOf(bytes: Buffer): number[] {
  const count = Math.floor(bytes.byteLength / 8)
  return Array.from({ length: count }, (_, index) => Number(bytes.readBigUInt64LE(index * 8)))
}
