import { xorshift } from '../support/xorshift.ts'

/** Choices that are the same for the same seed, on every machine. */
export class Random {
  readonly #draw: () => number

  constructor(seed: number) {
    this.#draw = xorshift(seed)
  }

  /** From 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.#draw() * end)
  }

  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T
  }
}
