import type { Instant } from '../../base/clock.ts'

/** How many attempts a window of time takes, and how the block that follows grows. Milliseconds. */
export interface AttemptRule {
  readonly most: number
  readonly windowMs: number
  readonly firstBlockMs: number
  readonly longestBlockMs: number
}

/** What is remembered of one address, one network, or of everybody together. */
export interface AttemptCounter {
  readonly windowStart: Instant
  readonly count: number
  readonly blockedUntil: Instant
  /** Length of the last block; the next one is twice as long. */
  readonly blockMs: number
}

/** A block is forgotten, and the doubling with it, when nothing happened for this long after it. */
export const REMEMBERED_MS = 24 * 60 * 60_000

const FRESH: AttemptCounter = { windowStart: 0, count: 0, blockedUntil: 0, blockMs: 0 }

export function isBlocked(counter: AttemptCounter | undefined, now: Instant): boolean {
  return counter !== undefined && now < counter.blockedUntil
}

/** Attempts that the running window has already seen. */
export function attemptsIn(counter: AttemptCounter | undefined, windowMs: number, now: Instant): number {
  return counter && now < counter.windowStart + windowMs ? counter.count : 0
}

/** One attempt more; the one that fills the window starts a block, each block twice as long as the one before. */
export function countAttempt(counter: AttemptCounter | undefined, rule: AttemptRule, now: Instant): AttemptCounter {
  const before = counter && !isForgotten(counter, now) ? counter : FRESH
  const running = attemptsIn(before, rule.windowMs, now)
  const windowStart = running > 0 ? before.windowStart : now
  const count = running + 1
  if (count < rule.most) return { ...before, windowStart, count }
  const blockMs = Math.min(rule.longestBlockMs, before.blockMs === 0 ? rule.firstBlockMs : before.blockMs * 2)
  return { windowStart, count: 0, blockedUntil: now + blockMs, blockMs }
}

export function isForgotten({ windowStart, blockedUntil }: AttemptCounter, now: Instant): boolean {
  return now > Math.max(windowStart, blockedUntil) + REMEMBERED_MS
}
