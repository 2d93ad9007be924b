/** Sockets of one address that have not shown a PIN, a key or a ticket yet. A company behind one address needs a few. */
const MOST_PER_ADDRESS = 64

export class UnprovenSockets {
  readonly #counts = new Map<string, number>()

  /** Counts a socket until it is disposed of; undefined above the limit. */
  enter(address: string): Disposable | undefined {
    const count = this.#counts.get(address) ?? 0
    if (count >= MOST_PER_ADDRESS) return undefined
    this.#counts.set(address, count + 1)
    let counted = true
    return {
      [Symbol.dispose]: () => {
        if (counted) this.#leave(address)
        counted = false
      },
    }
  }

  #leave(address: string): void {
    const count = (this.#counts.get(address) ?? 0) - 1
    if (count > 0) this.#counts.set(address, count)
    else this.#counts.delete(address)
  }
}
