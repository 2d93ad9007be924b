import { isIPv4, isIPv6 } from 'node:net'
import type { Clock } from '../../base/clock.ts'
import type { AttemptStore } from '../store/store.ts'
import { type AttemptRule, attemptsIn, countAttempt, isBlocked, REMEMBERED_MS } from './attempt-counter.ts'

const WINDOW_MS = 10 * 60_000
const BLOCKS = { windowMs: WINDOW_MS, firstBlockMs: WINDOW_MS, longestBlockMs: 24 * 60 * 60_000 }

/** Nobody is blocked for what all do together; the count alone decides. */
const TOTAL: AttemptRule = { most: Infinity, windowMs: 60_000, firstBlockMs: 0, longestBlockMs: 0 }
const TOTAL_KEY = 'total'

/** Wrong PINs a minute, from everybody together, above which every entry waits. */
const CALM_PER_MINUTE = 30
/** Wrong PINs a minute, from everybody together, at which nothing more is evaluated: a delay alone bounds no parallel guesses. */
const MOST_PER_MINUTE = 60

export type ThrottleVerdict = 'free' | 'slowed' | 'refused'

/** Counts wrong PINs: by address, by network, and in total. The counts are stored, so a restart forgives nothing. */
export class PinThrottle {
  readonly #store: AttemptStore
  readonly #clock: Clock
  /** Somebody is guessing; once a minute at most. */
  readonly #alarm: () => void

  constructor(store: AttemptStore, clock: Clock, alarm: () => void) {
    this.#store = store
    this.#clock = clock
    this.#alarm = alarm
  }

  async judge(address: string): Promise<ThrottleVerdict> {
    const now = this.#clock.now()
    const keys = [...rulesFor(address).keys()]
    const counters = await this.#store.counters(keys)
    const inTotal = attemptsIn(counters.get(TOTAL_KEY), TOTAL.windowMs, now)
    if (inTotal >= MOST_PER_MINUTE || keys.some((key) => isBlocked(counters.get(key), now))) return 'refused'
    return inTotal > CALM_PER_MINUTE ? 'slowed' : 'free'
  }

  /** How long a refused address has to wait until it is heard again. Milliseconds. */
  async waitOf(address: string): Promise<number> {
    const now = this.#clock.now()
    const counters = await this.#store.counters([...rulesFor(address).keys()])
    const total = counters.get(TOTAL_KEY)
    const isFull = attemptsIn(total, TOTAL.windowMs, now) >= MOST_PER_MINUTE
    const ends = [...counters.values()].map(({ blockedUntil }) => blockedUntil)
    if (total && isFull) ends.push(total.windowStart + TOTAL.windowMs)
    return Math.max(0, ...ends.map((end) => end - now))
  }

  async countWrong(address: string): Promise<void> {
    const rules = rulesFor(address)
    const now = this.#clock.now()
    const before = await this.#store.counters([...rules.keys()])
    const after = new Map([...rules].map(([key, rule]) => [key, countAttempt(before.get(key), rule, now)]))
    await this.#store.save(after)
    if (after.get(TOTAL_KEY)?.count === CALM_PER_MINUTE + 1) this.#alarm()
  }

  async forgetOld(): Promise<void> {
    await this.#store.forget(this.#clock.now() - REMEMBERED_MS)
  }
}

/** The counters that a wrong PIN from this address moves. */
function rulesFor(address: string): ReadonlyMap<string, AttemptRule> {
  const person: AttemptRule = { ...BLOCKS, most: 5 }
  const network: AttemptRule = { ...BLOCKS, most: 20 }
  const rules = new Map([[TOTAL_KEY, TOTAL]])
  if (isIPv4(address)) return rules.set(address, person).set(`${address.replace(/\.\d+$/, '')}.0/24`, network)
  return rules.set(isIPv6(address) ? networkOf(address) : address, person)
}

/** The first 64 bits of an IPv6 address: what one customer of a provider gets. */
function networkOf(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail ? tail.split(':').length : 0
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest
  const full = [...groups, ...Array<string>(zeros).fill('0'), ...(tail ? tail.split(':') : [])]
  return `${full
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
