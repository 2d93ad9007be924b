import { every, realClock } from '../../../../base/clock.ts'
import type { Permitted } from '../../../permission/permission-gate.ts'
import type { Clipboard, ClipboardChanged, Found } from '../../clipboard.ts'
import { classNamed, inPool, message, nsString, textOf } from './objective-c.ts'

/** Milliseconds between two looks at the number that rises with every change: the system tells nobody of them. */
const LOOK_MS = 250

const TEXT = 'public.utf8-plain-text'

/** What password managers put beside a password (nspasteboard.org). */
const SECRET = ['org.nspasteboard.ConcealedType', 'com.agilebits.onepassword']

/** The general pasteboard of a Mac. Written after Apple's documentation and not run on a Mac yet. */
export class MacosClipboard implements Clipboard {
  readonly name = 'macOS (NSPasteboard)'
  readonly #looking = every(realClock, LOOK_MS, () => this.#look())
  #count = changeCount()
  /** The change that was ours, for as long as nobody made another. */
  #ours: number | undefined
  #onChanged = () => {}

  onChanged(listener: () => void): void {
    this.#onChanged = listener
  }

  async read(): Promise<Found | undefined> {
    return inPool(() => {
      const types = message.object(pasteboard(), 'types')
      if (SECRET.some((type) => message.truthWith(types, 'containsObject:', nsString(type)))) return 'secret'
      const text = textOf(message.objectWith(pasteboard(), 'stringForType:', nsString(TEXT)))
      return text === undefined ? undefined : { text }
    })
  }

  write({ text }: Permitted<ClipboardChanged>): boolean {
    const done = inPool(() => {
      message.integer(pasteboard(), 'clearContents')
      return message.truthWithTwo(pasteboard(), 'setString:forType:', nsString(text), nsString(TEXT))
    })
    this.#count = changeCount()
    this.#ours = this.#count
    return done
  }

  /** What was put here goes with the permission, as on systems where nobody else could keep it. */
  [Symbol.dispose](): void {
    this.#looking[Symbol.dispose]()
    this.#onChanged = () => {}
    if (this.#ours !== undefined && changeCount() === this.#ours) {
      inPool(() => message.integer(pasteboard(), 'clearContents'))
    }
  }

  #look(): void {
    const count = changeCount()
    if (count === this.#count) return
    this.#count = count
    this.#onChanged()
  }
}

function pasteboard() {
  return message.object(classNamed('NSPasteboard'), 'generalPasteboard')
}

function changeCount(): number {
  return inPool(() => message.integer(pasteboard(), 'changeCount'))
}
