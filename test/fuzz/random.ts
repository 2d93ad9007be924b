/** Xorshift: the same seed gives the same inputs, on every machine. */
export class Random {
  #state: number

  constructor(seed: number) {
    // Zero would stay zero for ever.
    this.#state = seed | 0 || 0x9e37_79b9
  }

  /** From 0 up to, not including, `end`. */
  below(end: number): number {
    this.#state ^= this.#state << 13
    this.#state ^= this.#state >>> 17
    this.#state ^= this.#state << 5
    return (this.#state >>> 0) % end
  }

  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T
  }
}
