import { every, realClock, sleep } from '../../../../base/clock.ts'
import type { Permitted } from '../../../permission/permission-gate.ts'
import {
  CF_UNICODETEXT,
  CloseClipboard,
  EmptyClipboard,
  GetClipboardData,
  GetClipboardSequenceNumber,
  IsClipboardFormatAvailable,
  OpenClipboard,
  RegisterClipboardFormatW,
  SetClipboardData,
} from '../../../win32/clipboard-api.ts'
import { type Clipboard, type ClipboardChanged, ClipboardFailed, type Found } from '../../clipboard.ts'
import { bytesIn, inMemory } from './global-memory.ts'

/** Milliseconds between two looks at the number that rises with every change; a look takes 13 microseconds. */
const LOOK_MS = 250

/** How often a clipboard that another program has open is tried, and milliseconds in between. */
const TRIES = 10
const RETRY_MS = 20

/** The clipboard of Windows. */
export class Win32Clipboard implements Clipboard {
  readonly name = 'Windows (clipboard)'
  readonly #looking = every(realClock, LOOK_MS, () => this.#look())
  /** What password managers put beside a password: its presence is enough. */
  readonly #excluded = formatNamed('ExcludeClipboardContentFromMonitorProcessing')
  readonly #ignored = formatNamed('Clipboard Viewer Ignore')
  /** Says the same when it holds a zero. */
  readonly #inHistory = formatNamed('CanIncludeInClipboardHistory')
  #sequence = GetClipboardSequenceNumber()
  /** The change that was ours, for as long as nobody made another. */
  #ours: number | undefined
  #onChanged = () => {}

  onChanged(listener: () => void): void {
    this.#onChanged = listener
  }

  async read(): Promise<Found | undefined> {
    for (let tries = TRIES; OpenClipboard(null) === 0; tries -= 1) {
      if (tries <= 1) return undefined
      await sleep(realClock, RETRY_MS)
    }
    try {
      return this.#readOpen()
    } finally {
      CloseClipboard()
    }
  }

  write({ text }: Permitted<ClipboardChanged>): boolean {
    if (OpenClipboard(null) === 0) return false
    try {
      EmptyClipboard()
      using memory = inMemory(Buffer.from(`${text.replaceAll('\n', '\r\n')}\0`, 'utf16le'))
      memory.given = memory.handle !== null && SetClipboardData(CF_UNICODETEXT, memory.handle) !== null
      if (!memory.given) throw new ClipboardFailed('Windows did not take the text.')
    } finally {
      CloseClipboard()
    }
    this.#sequence = GetClipboardSequenceNumber()
    this.#ours = this.#sequence
    return true
  }

  /** What was put here goes with the permission, as on systems where nobody else could keep it. */
  [Symbol.dispose](): void {
    this.#looking[Symbol.dispose]()
    this.#onChanged = () => {}
    if (this.#ours === undefined || GetClipboardSequenceNumber() !== this.#ours || OpenClipboard(null) === 0) return
    EmptyClipboard()
    CloseClipboard()
  }

  #look(): void {
    const sequence = GetClipboardSequenceNumber()
    if (sequence === this.#sequence) return
    this.#sequence = sequence
    this.#onChanged()
  }

  #readOpen(): Found | undefined {
    if ([this.#excluded, this.#ignored].some((format) => IsClipboardFormatAvailable(format) !== 0)) return 'secret'
    if (bytesIn(GetClipboardData(this.#inHistory))?.[0] === 0) return 'secret'
    const bytes = bytesIn(GetClipboardData(CF_UNICODETEXT))
    if (!bytes) return undefined
    const [text = ''] = bytes.toString('utf16le').split('\0', 1)
    return { text }
  }
}

function formatNamed(name: string): number {
  return RegisterClipboardFormatW(Buffer.from(`${name}\0`, 'utf16le'))
}
