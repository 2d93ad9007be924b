/** Bytes between this program and its broker, both ways, over all connections of a session. */
export class Traffic {
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  count(bytes: number): void {
    this.#bytes += bytes
  }
}
