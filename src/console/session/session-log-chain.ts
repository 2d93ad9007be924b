import { signal } from '@preact/signals'
import type { AppletMessage } from '../../protocol/peer/catalog.ts'
import { CHAIN_START, chainedText } from '../../protocol/peer/log-line.ts'

type Activity = Extract<AppletMessage, { type: 'activity-logged' }>

/** How far the customer's log is known here. */
export interface KnownLog {
  readonly seq: number
  readonly hash: string
  /** Whether every line up to here came, in its order and unchanged. */
  readonly isWhole: boolean
}

/** Lines whose hashes are kept, to be compared when they come again: what an applet keeps, twice. */
const KEPT = 20_000

/** Follows the chain of the customer's log: who shortens or rewrites it later has this page against them. */
export class SessionLogChain {
  readonly known = signal<KnownLog | undefined>(undefined)
  readonly #hashes = new Map<number, string>()
  #checked: Promise<void> = Promise.resolve()

  /** Checked one after the other; resolves when this line is. */
  heard(line: Activity): Promise<void> {
    this.#checked = this.#checked.then(() => this.#check(line))
    return this.#checked
  }

  async #check(line: Activity): Promise<void> {
    const before = this.known.peek()
    const known = this.#hashes.get(line.seq)
    // A new conversation tells all of it again.
    if (known !== undefined) return known === line.hash ? undefined : this.#broken(line)
    if (before && line.seq !== before.seq + 1) return this.#broken(line)
    const isLinked = await follows(before?.hash ?? (line.seq === 1 ? CHAIN_START : undefined), line)
    if (!isLinked) return this.#broken(line)
    this.#keep(line)
    this.known.value = { seq: line.seq, hash: line.hash, isWhole: before?.isWhole ?? true }
  }

  /** It goes on from here, and stays broken. */
  #broken(line: Activity): void {
    this.#keep(line)
    this.known.value = { seq: line.seq, hash: line.hash, isWhole: false }
  }

  #keep({ seq, hash }: Activity): void {
    this.#hashes.set(seq, hash)
    if (this.#hashes.size > KEPT) this.#hashes.delete(this.#hashes.keys().next().value as number)
  }
}

/** Without a hash before it, as after the applet gave up its oldest lines, there is nothing to compare with. */
async function follows(before: string | undefined, { time, hash, ...line }: Activity): Promise<boolean> {
  if (before === undefined) return true
  const said = chainedText(before, { ...line, time: new Date(time).toISOString() })
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said))
  return new Uint8Array(digest).toHex() === hash
}
