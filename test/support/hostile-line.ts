import { readRecordHeader } from '../../src/channel/record.ts'
import type { ChannelPair } from './channel-pair.ts'
import { saidInClear } from './clear-record.ts'
import type { Side } from './memory-pipe.ts'

type Bytes = Uint8Array<ArrayBuffer>

export interface Passed {
  readonly from: Side
  readonly bytes: Bytes
  /** What it is, as far as a relay can tell: `key-offered`, or `message under 2`. */
  readonly kind: string
  /** Which line of the conversation carried it, from 1. */
  readonly line: number
}

/** What is done to one record of a conversation. */
export interface Attack {
  /** What arrives in its place; undefined: there is nothing to be done to it. `past`: what passed before, either way. */
  now(record: Bytes, past: readonly Passed[], from: Side): readonly Bytes[] | undefined
  /** What arrives in the place of the record that follows it in the same direction. */
  next?(record: Bytes, held: Bytes): readonly Bytes[]
  /** Whole messages, at most, that may still arrive: those that are brought unchanged first. */
  readonly spare: 0 | 1
  /** It goes back to whoever sent it, too. */
  readonly reflects?: true
}

/** A relay that does one thing to one record, and otherwise what it should. */
export class HostileLine {
  readonly passed: Passed[] = []
  /** The record that was attacked. */
  target: Passed | undefined
  /** The one that came after it on the same way, if that mattered. */
  follower: Passed | undefined
  /** Whole messages and frames that each side had sent before it. */
  wholeBefore: Readonly<Record<Side, number>> = { console: 0, applet: 0 }
  line = 0
  readonly #pair: ChannelPair
  readonly #index: number
  readonly #attack: Attack | undefined

  constructor(pair: ChannelPair, index: number, attack: Attack | undefined) {
    this.#pair = pair
    this.#index = index
    this.#attack = attack
    pair.meddle = (bytes, from) => this.#meddle(bytes, from)
  }

  #meddle(bytes: Bytes, from: Side): readonly Bytes[] {
    const passed = { from, bytes: bytes.slice(), kind: kindOf(bytes, from), line: this.line }
    const past = [...this.passed]
    this.passed.push(passed)
    if (past.length === this.#index && this.#attack) return this.#strike(passed, past, this.#attack)
    const { target } = this
    const follows = target && !this.follower && target.from === from && target.line === this.line
    if (!follows) return [bytes]
    this.follower = passed
    return this.#attack?.next?.(bytes, target.bytes.slice()) ?? [bytes]
  }

  #strike(target: Passed, past: readonly Passed[], attack: Attack): readonly Bytes[] {
    const brought = attack.now(target.bytes.slice(), past, target.from)
    if (!brought) return [target.bytes.slice()]
    this.target = target
    const wholeOf = (side: Side) => past.filter(({ from, bytes }) => from === side && isWhole(bytes)).length
    this.wholeBefore = { console: wholeOf('console'), applet: wholeOf('applet') }
    if (attack.reflects) this.#pair.bring(target.bytes.slice(), target.from)
    return brought
  }
}

export function isInClear({ bytes }: Passed): boolean {
  return readRecordHeader(bytes).type === 'handshake'
}

function isWhole(record: Bytes): boolean {
  const { type, more } = readRecordHeader(record)
  return !more && (type === 'message' || type === 'frame')
}

function kindOf(record: Bytes, from: Side): string {
  const { type, epoch, more } = readRecordHeader(record)
  return saidInClear(record, from)?.type ?? `${more ? 'part of a ' : ''}${type} under ${epoch}`
}
