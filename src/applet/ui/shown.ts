import type { ChatLine, CustomerView, LogLine } from './view/customer-view.ts'

/** Lines of each kind that are kept; older ones are in the log file only. */
const KEPT = 10_000

interface Viewer {
  show(view: CustomerView): void
  showChat(line: ChatLine): void
  showLog(line: LogLine): void
}

/** Everything that the customer was shown, for whoever shows it next: a page that was reloaded, a shell that takes over. */
export class Shown implements Viewer {
  #view: CustomerView | undefined
  readonly #chat = new Map<number, ChatLine>()
  readonly #log = new Map<number, LogLine>()

  get view(): CustomerView | undefined {
    return this.#view
  }

  show(view: CustomerView): void {
    this.#view = view
  }

  showChat(line: ChatLine): void {
    keep(this.#chat, line.id, line)
  }

  showLog(line: LogLine): void {
    keep(this.#log, line.seq, line)
  }

  /** The view first: it has the language. */
  replay(viewer: Viewer): void {
    if (this.#view) viewer.show(this.#view)
    for (const line of this.#log.values()) viewer.showLog(line)
    for (const line of this.#chat.values()) viewer.showChat(line)
  }
}

/** A line that comes again, because it was delivered, stays in its place. */
function keep<T>(lines: Map<number, T>, key: number, line: T): void {
  lines.set(key, line)
  if (lines.size <= KEPT) return
  const [oldest] = lines.keys()
  if (oldest !== undefined) lines.delete(oldest)
}
