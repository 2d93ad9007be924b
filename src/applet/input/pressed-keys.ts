/** What is held down: keys, or buttons. */
export class PressedKeys<Key> {
  readonly #down = new Set<Key>()

  /** False when it was down already, as when the technician's keyboard repeats. */
  press(key: Key): boolean {
    if (this.#down.has(key)) return false
    this.#down.add(key)
    return true
  }

  /** False when it was not down: not ours to let go. */
  release(key: Key): boolean {
    return this.#down.delete(key)
  }

  /** The last to go down first, as fingers leave a keyboard. */
  get all(): Key[] {
    return [...this.#down].reverse()
  }
}
