/** First in, first out, never more than `capacity`: `push` says whether there was room. */
export class BoundedQueue<T> {
  readonly #items: T[] = []
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  push(item: T): boolean {
    if (this.#items.length >= this.#capacity) return false
    this.#items.push(item)
    return true
  }

  shift(): T | undefined {
    return this.#items.shift()
  }

  last(): T | undefined {
    return this.#items.at(-1)
  }

  replaceLast(item: T): void {
    this.#items[this.#items.length - 1] = item
  }

  clear(): void {
    this.#items.length = 0
  }
}
