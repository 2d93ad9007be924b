import { Emitter } from '../../base/emitter.ts'

/** Of a source: why it has no picture for a while. Its `grab` waits meanwhile and goes on by itself. */
export interface TellsOutage {
  /** Tells the reason, a sentence for the technician, at once and whenever it changes; undefined when pictures come again. */
  watchOutage(listener: (reason: string | undefined) => void): Disposable
}

/** Most sources always have a picture and lack this. */
export function tellsOutage<S extends object>(source: S): source is S & TellsOutage {
  return 'watchOutage' in source
}

/** The system does not let the screen be seen now, and will again. */
export class Outage implements TellsOutage {
  readonly #emitter = new Emitter<{ changed: string | undefined }>()
  #reason: string | undefined

  /** Tells every change once. */
  set(reason: string | undefined): void {
    if (reason === this.#reason) return
    this.#reason = reason
    this.#emitter.emit('changed', reason)
  }

  watchOutage(listener: (reason: string | undefined) => void): Disposable {
    if (this.#reason !== undefined) listener(this.#reason)
    return this.#emitter.on('changed', listener)
  }
}
