import { signal } from '@preact/signals'
import type { ChatLine, CustomerView, LogLine } from '../view/customer-view.ts'
import type { AppletLine } from './link/applet-line.ts'
import type { Loss } from './link/applet-link.ts'
import { speak } from './speech.ts'

/** Lines that the window keeps; the program's own log has all of them. */
const MOST_LINES = 5000

/** Everything that the window shows. Told twice, as after a short cut, a line stands there once. */
export class WindowState {
  readonly view = signal<CustomerView | undefined>(undefined)
  readonly chat = signal<readonly ChatLine[]>([])
  readonly log = signal<readonly LogLine[]>([])
  readonly loss = signal<Loss | undefined>(undefined)

  async take(line: AppletLine): Promise<void> {
    if ('view' in line) await this.#show(line.view)
    else if ('chat' in line) this.chat.value = placed(this.chat.value, line.chat, ({ id }) => id)
    else if ('log' in line) this.log.value = placed(this.log.value, line.log, ({ seq }) => seq)
  }

  ended(loss: Loss): void {
    this.loss.value = loss
  }

  /** Not before the words are there that it speaks in. */
  async #show(view: CustomerView): Promise<void> {
    await speak(view.language)
    this.view.value = view
  }
}

/** The lines in their order, with this one in its place. */
function placed<T>(lines: readonly T[], line: T, numberOf: (line: T) => number): readonly T[] {
  const at = lines.findLastIndex((other) => numberOf(other) <= numberOf(line))
  const other = lines[at]
  const replaced = other !== undefined && numberOf(other) === numberOf(line) ? 1 : 0
  return lines.toSpliced(at + 1 - replaced, replaced, line).slice(-MOST_LINES)
}
