import type { Quality } from '../../protocol/peer/messages/screen.ts'
import type { Look } from './rect-coder.ts'

type Step = Omit<Look, 'greyscale' | 'exactBytes'>

const FINE: Step = { quality: 90, fullColour: true, shrink: 1 }
const GOOD: Step = { quality: 75, fullColour: false, shrink: 1 }
const FAIR: Step = { quality: 60, fullColour: false, shrink: 1 }
const PLAIN: Step = { quality: 45, fullColour: false, shrink: 1 }
const SMALL: Step = { quality: 50, fullColour: false, shrink: 2 }
const SMALLER: Step = { quality: 30, fullColour: false, shrink: 2 }
const SMALLEST: Step = { quality: 40, fullColour: false, shrink: 4 }

/** From the best to what still shows what happens. */
const LADDERS: Readonly<Record<Quality, readonly Step[]>> = {
  sharp: [FINE, { ...GOOD, fullColour: true }, { ...FAIR, fullColour: true }],
  balanced: [GOOD, FAIR, PLAIN, SMALL, SMALLER, SMALLEST],
  low: [PLAIN, SMALL, SMALLER, SMALLEST],
}

/** Milliseconds that an update may take longer than the fastest before it counts as late. */
const LATE_MS: Readonly<Record<Quality, number>> = { sharp: 250, balanced: 60, low: 120 }

/** Milliseconds of nothing late after which the next better step is tried; doubled each time that it was too much. */
const PATIENCE_MS = 1500
const MOST_PATIENCE_MS = 30_000

/** Bytes of an update from which its time tells something of the line. */
const TELLING_BYTES = 16 * 1024

/** Milliseconds that exact text may take on its way. */
const TEXT_MS = 200
const LEAST_EXACT_BYTES = 48 * 1024

/** Milliseconds from which the time of an update is that of its bytes. */
const MEASURABLE_MS = 15
/** Bytes per millisecond that are as good as any. */
const MOST_RATE = 10_000

/** Bytes per millisecond from which it is not the line that makes updates late but what a computer has to paint. */
const FAST_LINE = 2000

/** Tiles made exact in one update. */
const FEWEST_TILES = 1
const MOST_TILES = 48

interface Sent {
  readonly bytes: number
  readonly step: number
}

/**
 * How good pictures may be, so that the technician sees the present: the time from sending an update to its acknowledgement
 * tells what line and console can take.
 */
export class QualityControl {
  readonly #quality: Quality
  readonly #sent = new Map<number, Sent>()
  #step = 0
  #leastMs = Number.POSITIVE_INFINITY
  /** A small update has told it. */
  #isLeastKnown = false
  /** Bytes per millisecond, when there was much to send. */
  #rate = FAST_LINE
  #patienceMs = PATIENCE_MS
  #goodSince: number | undefined
  #toldAt = Number.NEGATIVE_INFINITY
  #raisedAt = Number.NEGATIVE_INFINITY
  #tiles = 16

  constructor(quality: Quality) {
    this.#quality = quality
  }

  look(now: number): Omit<Look, 'greyscale'> {
    // After a pause something else is shown; what a video was too much for may be easy for a page.
    if (now - this.#toldAt > PATIENCE_MS && this.#rate >= FAST_LINE) this.#step = 0
    const exactBytes = Math.max(LEAST_EXACT_BYTES, this.#rate * TEXT_MS)
    return { ...(LADDERS[this.#quality][this.#step] ?? SMALLEST), exactBytes }
  }

  /** Tiles that one update may make exact without being in the way of the next change. */
  get tilesToRefine(): number {
    return this.#tiles
  }

  sent(seq: number, bytes: number): void {
    this.#sent.set(seq, { bytes, step: this.#step })
  }

  /** The console painted this update `roundTripMs` after it was sent. */
  painted(seq: number, roundTripMs: number, now: number): void {
    const sent = this.#sent.get(seq)
    for (const earlier of this.#sent.keys()) if (earlier <= seq) this.#sent.delete(earlier)
    // What the line needs without any load; it may have become slower for good.
    this.#leastMs = Math.min(this.#leastMs * 1.01, roundTripMs)
    const loadMs = roundTripMs - this.#leastMs
    const strain = loadMs / LATE_MS[this.#quality]
    if (!sent || sent.bytes < TELLING_BYTES) {
      this.#isLeastKnown = true
      return this.#inTime(strain, now)
    }
    this.#toldAt = now
    this.#learnRate(sent.bytes, this.#isLeastKnown ? loadMs : roundTripMs)
    this.#tiles = Math.max(FEWEST_TILES, Math.min(MOST_TILES, strain > 1 ? this.#tiles >> 1 : this.#tiles + 4))
    if (strain > 1) this.#late(strain, sent, now)
    else this.#inTime(strain, now)
  }

  /** What was hardly slower than nothing tells only that the line can do more. */
  #learnRate(bytes: number, loadMs: number): void {
    if (loadMs < MEASURABLE_MS) this.#rate = Math.min(MOST_RATE, this.#rate * 1.1)
    else this.#rate += (bytes / loadMs - this.#rate) / 2
  }

  #late(strain: number, sent: Sent, now: number): void {
    this.#goodSince = undefined
    // It was made before the last step down could help.
    if (sent.step !== this.#step) return
    if (now - this.#raisedAt < PATIENCE_MS) this.#patienceMs = Math.min(MOST_PATIENCE_MS, this.#patienceMs * 2)
    const last = LADDERS[this.#quality].length - 1
    this.#step = Math.min(last, this.#step + (strain > 4 ? 2 : 1))
  }

  #inTime(strain: number, now: number): void {
    if (strain > 0.5) return
    this.#goodSince ??= now
    if (this.#step === 0 || now - this.#goodSince < this.#patienceMs) return
    this.#step -= 1
    this.#goodSince = undefined
    this.#raisedAt = now
  }
}
