import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InputSink } from '../../src/applet/input/input-sink.ts'
import { KEYCODES } from '../../src/applet/input/sinks/x11/keycodes.ts'
import { openX11Sink } from '../../src/applet/input/sinks/x11-sink.ts'
import { InputSender } from '../../src/console/input/input-sender.ts'
import { specialKeys } from '../../src/console/session/special-keys.ts'
import { KEY_CODES } from '../../src/protocol/peer/key-codes.ts'
import { inject } from '../support/inject.ts'
import { needs } from '../support/needs.ts'
import { until } from '../support/until.ts'
import { isAnythingHeld } from '../support/x-buttons.ts'
import { watchXEvents, type XEvents } from '../support/x-events.ts'
import { startXvfb, type Xvfb } from '../support/xvfb.ts'

describe.skipIf(!needs('Xvfb', 'xev'))('a real X client sees', () => {
  let xvfb: Xvfb
  let sink: InputSink
  let events: XEvents

  beforeAll(async () => {
    xvfb = await startXvfb({ width: 640, height: 480 })
    sink = await openX11Sink(xvfb.display)
    events = await watchXEvents(xvfb.display)
    await inject(sink, { type: 'pointer-moved', x: 50, y: 50 })
  })
  afterAll(async () => {
    await events[Symbol.asyncDispose]()
    await sink[Symbol.asyncDispose]()
    await xvfb[Symbol.asyncDispose]()
  })

  /** What happens in the window while these keys are struck as the menu strikes them. */
  async function struck(codes: readonly string[]): Promise<string[]> {
    const from = events.seen.length
    const input = new InputSender(
      (message) => void inject(sink, message),
      () => true,
    )
    input.strike(codes)
    await until(() => events.seen.length >= from + 2 * codes.length, codes.join(' + '))
    return events.seen.slice(from)
  }

  const expected = (codes: readonly string[]) => [
    ...codes.map((code) => `key ${KEYCODES.get(code)} down`),
    ...codes.toReversed().map((code) => `key ${KEYCODES.get(code)} up`),
  ]

  const CHORDS = specialKeys('Linux').map(({ codes }) => ({ name: codes.join(' + '), codes }))
  test.each(CHORDS)('$name go down in order and up the other way round', async ({ codes }) => {
    expect(await struck(codes)).toEqual(expected(codes))
    // Locks stay as they were.
    if (codes.some((code) => code.endsWith('Lock'))) await struck(codes)
    await until(() => !isAnythingHeld(xvfb.display), 'everything up')
  })

  test('every key of the wire by itself, at its own place', async () => {
    const known = KEY_CODES.filter((code) => KEYCODES.has(code))
    expect(known).toHaveLength(KEY_CODES.length)
    for (const code of known) {
      expect(await struck([code])).toEqual(expected([code]))
      if (code.endsWith('Lock')) await struck([code])
    }
  })
})
