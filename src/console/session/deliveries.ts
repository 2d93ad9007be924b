import { signal } from '@preact/signals'

/**
 * Which lines surely reached the customer's program: those that went out before an echo that came back. Lines have numbers
 * that count up.
 */
export class Deliveries {
  readonly #arrived = signal(0)
  readonly #abandoned = signal<ReadonlySet<number>>(new Set())
  #asked: { readonly echo: number; readonly line: number } | undefined

  /** An echo goes out, behind `line`. */
  asked(echo: number, line: number): void {
    this.#asked ??= { echo, line }
  }

  returned(echo: number): void {
    if (echo !== this.#asked?.echo) return
    this.#arrived.value = this.#asked.line
    this.#asked = undefined
  }

  /** Lines are sent again after a cut, echoes are not. */
  resumed(): void {
    this.#asked = undefined
  }

  /** Nothing up to `line` is sent again: what was not confirmed never will be. */
  abandon(line: number): void {
    const abandoned = new Set(this.#abandoned.peek())
    for (let lost = this.#arrived.peek() + 1; lost <= line; lost++) abandoned.add(lost)
    this.#abandoned.value = abandoned
    this.#arrived.value = line
    this.#asked = undefined
  }

  follow(earlier: Deliveries, line: number): void {
    this.#arrived.value = earlier.#arrived.peek()
    this.#abandoned.value = earlier.#abandoned.peek()
    this.abandon(line)
  }

  /** Reading it subscribes. `late`: answers do not come in as they should; without that, a line is given its second. */
  isDoubtful(line: number, late: boolean): boolean {
    return this.#abandoned.value.has(line) || (late && line > this.#arrived.value)
  }
}
