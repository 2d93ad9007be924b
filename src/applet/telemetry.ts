import { type Clock, every } from '../base/clock.ts'
import type { InputRefusal } from '../protocol/peer/messages/input.ts'
import type { EventStream } from './event-stream.ts'
import { InputTally } from './input/input-tally.ts'
import { ScreenMeter } from './screen/screen-meter.ts'

const SECOND_MS = 1000

/** Tells scripts and the technician once a second what happened, and nothing when nothing did. */
export class Telemetry {
  readonly tally: InputTally
  readonly meter = new ScreenMeter()
  readonly #clock: Clock
  readonly #events: EventStream

  constructor(clock: Clock, events: EventStream) {
    this.#clock = clock
    this.tally = new InputTally(clock)
    this.#events = events
  }

  start(tellRefused: (reason: InputRefusal, count: number) => void, onInjected: () => void): Disposable {
    return every(this.#clock, SECOND_MS, () => {
      const counts = this.tally.take()
      if (counts) this.#events.tell('input', { ...counts })
      if (counts && counts.injected > 0) onInjected()
      for (const [reason, count] of Object.entries(counts?.refused ?? {})) tellRefused(reason as InputRefusal, count)
      const stats = this.meter.take()
      // A field that is promised is there, also before the first update was painted.
      if (stats) this.#events.tell('stats', { ...stats, roundTripMs: stats.roundTripMs ?? null })
    })
  }
}
