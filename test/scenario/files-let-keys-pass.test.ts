import { expect, test } from 'vitest'
import type { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { FileLine } from '../support/file-line.ts'
import { manyBytes } from '../support/file-talk.ts'
import { Slowdown } from '../support/slowdown.ts'
import { until } from '../support/until.ts'

const MIB = 1024 * 1024
/** Milliseconds that a file may add to the way of a key: a queue of what a file sends would add seconds. */
const ADDED_MS = 100
const KEYS = 120
const PAUSE_MS = 20

/** What lines there are: bytes a second up and down, and milliseconds each way. */
const LINES = [
  { name: 'a good line', up: 12 * MIB, latencyMs: 5 },
  { name: 'a usual line', up: 4 * MIB, latencyMs: 20 },
  { name: 'a slow line', up: 1 * MIB, latencyMs: 30 },
] as const

test.each(LINES)('[P23] on $name keys do not wait behind a file', async ({ name, up, latencyMs }) => {
  const slowdown = new Slowdown()
  await using line = await FileLine.open()
  const { talk, pair, proxy } = line
  for (const toward of ['toTarget', 'toClient'] as const) proxy.set(toward, { bytesPerSecond: up, latencyMs })
  answerEchoes(pair.applet)
  const alone = await roundTrips(pair.console)
  talk.gate.grant('files.send')
  const id = await talk.offer(manyBytes(16 * MIB))
  await talk.files.place(id, talk.folder)
  await until(() => (talk.views[0]?.doneBytes ?? 0) > 0, 'the first block')
  const begun = { at: performance.now(), bytes: talk.views[0]?.doneBytes ?? 0 }
  const beside = await roundTrips(pair.console)
  const seconds = (performance.now() - begun.at) / 1000
  const bytes = (talk.views[0]?.doneBytes ?? 0) - begun.bytes
  // What others do on this machine shows in the slowest of both.
  const added = percentile(beside, 50) - percentile(alone, 50)
  const rate = (bytes / seconds / MIB).toFixed(1)
  console.log(
    `${name}: p50 ${percentile(beside, 50)}, p99 ${percentile(beside, 99)} ms beside ${rate} MiB/s; alone p50 ${percentile(alone, 50)}, p99 ${percentile(alone, 99)}`,
  )
  expect(added).toBeLessThanOrEqual(slowdown.allowed(ADDED_MS))
  // Nothing is gained by not sending.
  expect(bytes).toBeGreaterThan(0)
})

function answerEchoes(applet: SealedChannel): void {
  applet.on('message', ({ message }) => {
    if (message.type === 'echo-requested') applet.send({ type: 'echo-returned', id: message.id })
  })
}

/** Milliseconds that messages of a key's size took to the applet and back. */
async function roundTrips(console: SealedChannel): Promise<number[]> {
  const trips: number[] = []
  const sentAt = new Map<number, number>()
  using _listener = console.on('message', ({ message }) => {
    if (message.type === 'echo-returned') trips.push(Math.round(performance.now() - (sentAt.get(message.id) ?? 0)))
  })
  for (let id = 0; id < KEYS; id += 1) {
    sentAt.set(id, performance.now())
    console.send({ type: 'echo-requested', id })
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  await until(() => trips.length === KEYS, 'all of them back')
  return trips
}

function percentile(numbers: readonly number[], wanted: number): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.ceil((sorted.length * wanted) / 100) - 1] ?? Number.POSITIVE_INFINITY
}
