import { effect, type ReadonlySignal, untracked } from '@preact/signals'
import type { ConsoleMessage } from '../../protocol/peer/catalog.ts'
import type { MonitorChoice } from './monitor-choice.ts'
import type { ViewChoices } from './view-choices.ts'

interface Parts {
  readonly choices: ViewChoices
  readonly monitors: MonitorChoice
  /** The applet is there and lets this technician see the screen. */
  readonly allowed: ReadonlySignal<boolean>
  readonly send: (message: ConsoleMessage) => void
}

/** Tells the applet how to show the screen: as soon as it may be told, since nothing of before need be known, and with each change. */
export class ViewAdjuster implements Disposable {
  readonly #stop: () => void

  constructor({ choices, monitors, allowed, send }: Parts) {
    this.#stop = effect(() => {
      if (!allowed.value) return
      const message = { type: 'view-adjusted', ...choices.wishes.value, monitor: monitors.wanted.value } as const
      untracked(() => send(message))
    })
  }

  [Symbol.dispose](): void {
    this.#stop()
  }
}
