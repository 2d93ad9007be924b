import { expect, test } from 'vitest'
import { BlockWindow } from '../../../../src/channel/transfer/block-window.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'

const MIB = 1024 * 1024
const SECONDS = 30

interface Line {
  readonly bytesPerMs: number
  /** Each way. */
  readonly latencyMs: number
  /** Milliseconds by which an acknowledgement may be late. */
  readonly jitterMs?: number
}

/** A file without an end over a line that sends one byte after the other; the clock is the test's own. */
function simulate({ bytesPerMs, latencyMs, jitterMs = 0 }: Line) {
  let now = 0
  const window = new BlockWindow(() => now)
  const acknowledgements: { at: number; end: number }[] = []
  let [sent, arrived, lineFreeAt] = [0, 0, 0]
  const waits: number[] = []
  let inLastHalf = 0
  let most = 0
  let turn = 0
  while (now < SECONDS * 1000) {
    if (sent - arrived > most) most = sent - arrived
    while (sent - arrived + window.blockBytes <= window.bytes || sent === arrived) {
      const bytes = window.blockBytes
      const begins = Math.max(now, lineFreeAt)
      lineFreeAt = begins + bytes / bytesPerMs
      if (now > SECONDS * 500) waits.push(begins - now)
      sent += bytes
      window.sent(1, sent)
      turn += 1
      const late = (turn * 7919) % 100 < 10 ? jitterMs : 0
      acknowledgements.push({
        at: Math.max(lineFreeAt + 2 * latencyMs + late, acknowledgements.at(-1)?.at ?? 0),
        end: sent,
      })
    }
    const next = acknowledgements.shift()
    if (!next) break
    now = next.at
    if (now > SECONDS * 500) inLastHalf += next.end - arrived
    window.acknowledged(1, next.end, next.end - arrived)
    arrived = next.end
  }
  const share = inLastHalf / (bytesPerMs * SECONDS * 500)
  const sorted = waits.sort((one, other) => one - other)
  return { share, wait: sorted[Math.floor(sorted.length * 0.95)] ?? 0, most, window }
}

const LINES = [0.1, 0.5, 1, 4, 10].flatMap((rate) =>
  [1, 10, 40].map((latencyMs) => ({ rate, latencyMs, bytesPerMs: (rate * MIB) / 1000 })),
)

test.each(LINES)('[P23] a line of $rate MiB/s and $latencyMs ms is used, and nothing waits long on it', (line) => {
  const { share, wait } = simulate(line)
  expect(share).toBeGreaterThan(0.7)
  // On the slowest line the shortest blocks take their time.
  expect(wait).toBeLessThan(40 + (16 * 1024) / line.bytesPerMs)
})

test('acknowledgements that are late now and then do not make a line look full', () => {
  expect(simulate({ bytesPerMs: (4 * MIB) / 1000, latencyMs: 20, jitterMs: 60 }).share).toBeGreaterThan(0.5)
})

test('[P23] at most 1 MiB is ever on its way, in blocks that a message holds', () => {
  const { most, window } = simulate({ bytesPerMs: MIB, latencyMs: 50 })
  expect(most).toBeLessThanOrEqual(LIMITS.fileWindowBytes)
  expect(most).toBeGreaterThan(LIMITS.fileWindowBytes * 0.9)
  expect(window.blockBytes).toBeLessThanOrEqual(LIMITS.fileBlockBytes)
})

test('a way that becomes longer is not taken for a queue for ever', () => {
  let now = 0
  const window = new BlockWindow(() => now)
  const send = (trip: number) => {
    window.sent(1, now)
    now += trip
    window.acknowledged(1, now, window.blockBytes)
  }
  for (let count = 0; count < 200; count += 1) send(5)
  for (let count = 0; count < 20; count += 1) send(90)
  const small = window.bytes
  for (let count = 0; count < 400; count += 1) send(90)
  expect(window.bytes).toBeGreaterThan(small * 4)
})

test('another line is learnt anew', () => {
  const { window } = simulate({ bytesPerMs: MIB, latencyMs: 50 })
  window.begin()
  expect(window.bytes).toBe(64 * 1024)
})
