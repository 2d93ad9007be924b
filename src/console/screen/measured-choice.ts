/** Enough for one of them to be undisturbed. */
const SAMPLES = 3

/**
 * Which of several ways of doing the same costs least on this machine. Each is tried a few times in turn; then the choice
 * stands for as long as the page does, so it never goes back and forth.
 */
export class MeasuredChoice<Way extends string> {
  readonly #ways: readonly Way[]
  readonly #samples: Record<Way, number[]>
  #turn = 0
  #settled: Way | undefined

  constructor(ways: readonly Way[]) {
    this.#ways = ways
    this.#samples = Object.fromEntries(ways.map((way) => [way, []])) as unknown as Record<Way, number[]>
    if (ways.length === 1) this.#settled = ways[0]
  }

  /** Undefined as long as it is measured. */
  get settled(): Way | undefined {
    return this.#settled
  }

  /** The way to go now. */
  next(): Way {
    this.#turn += 1
    return this.#settled ?? (this.#ways[this.#turn % this.#ways.length] as Way)
  }

  /** What it cost this time. The least of all times counts: whatever disturbs only adds. */
  took(way: Way, milliseconds: number): void {
    if (this.#settled) return
    this.#samples[way].push(milliseconds)
    if (this.#ways.some((each) => this.#samples[each].length < SAMPLES)) return
    const least = (each: Way) => Math.min(...this.#samples[each])
    this.#settled = this.#ways.reduce((best, each) => (least(each) < least(best) ? each : best))
  }
}
