type Listener<T> = (event: T) => void

/** Typed events. A listener that throws does not keep the others from hearing the event; its error is rethrown after. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<Listener<never>>>()

  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>): Disposable {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners)
    listeners.add(listener)
    return { [Symbol.dispose]: () => void listeners.delete(listener) }
  }

  emit<E extends keyof Events>(event: E, value: Events[E]): void {
    const errors: unknown[] = []
    for (const listener of [...(this.#listeners.get(event) ?? [])] as Listener<Events[E]>[]) {
      try {
        listener(value)
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw errors[0]
  }
}
