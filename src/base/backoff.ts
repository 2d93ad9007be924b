/**
 * Waiting times that double from `firstMs` to `mostMs`, each spread over its upper half, so that a thousand peers that lost
 * the same broker do not come back in the same millisecond.
 */
export class Backoff {
  readonly #firstMs: number
  readonly #mostMs: number
  readonly #random: () => number
  #tries = 0

  constructor(firstMs: number, mostMs: number, random: () => number = Math.random) {
    this.#firstMs = firstMs
    this.#mostMs = mostMs
    this.#random = random
  }

  next(): number {
    const limit = Math.min(this.#mostMs, this.#firstMs * 2 ** this.#tries)
    this.#tries += 1
    return limit / 2 + (this.#random() * limit) / 2
  }

  reset(): void {
    this.#tries = 0
  }
}
