import { computed, signal } from '@preact/signals'
import type { AppletMessage } from '../../protocol/peer/catalog.ts'

type Description = Pick<Extract<AppletMessage, { type: 'screen-described' }>, 'monitors' | 'shown'>
export type Monitor = Description['monitors'][number]

const NOTHING: Description = { monitors: [], shown: null }

/** The customer's monitors, and which of them the technician looks at. */
export class MonitorChoice {
  /** The one to be shown alone; null for all. A monitor that is gone stays wanted, and is shown again when it is back. */
  readonly wanted = signal<string | null>(null)
  readonly all = computed(() => this.#described.value.monitors)
  /** Which of them is shown alone, as the applet says; undefined when all are. */
  readonly shown = computed(() => this.#indexOf(this.#described.value.shown))
  readonly #described = signal<Description>(NOTHING)

  described(description: Description): void {
    this.#described.value = description
  }

  /** Nothing is shown any more. */
  clear(): void {
    this.#described.value = NOTHING
  }

  /** From all to the first, then one by one, then all again. */
  chooseNext(): void {
    const monitors = this.all.peek()
    if (monitors.length < 2) return
    const next = monitors[(this.#indexOf(this.wanted.peek()) ?? -1) + 1]
    this.wanted.value = next?.name ?? null
  }

  #indexOf(name: string | null): number | undefined {
    const index = this.all.peek().findIndex((monitor) => monitor.name === name)
    return index < 0 ? undefined : index
  }
}
