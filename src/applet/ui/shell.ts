import type { CustomerAct } from './view/customer-act.ts'
import type { ChatLine, CustomerView, LogLine } from './view/customer-view.ts'

export interface ShellEvents {
  acted: CustomerAct
  /** A file for the technician that the customer chose or dropped in the shell. */
  fileChosen: ChosenFile
  /** Other processes than before show it now. */
  processesChanged: undefined
  /** The customer cannot see it any more, for whatever reason. Nothing follows. */
  lost: { readonly reason: string }
}

/** A file that a shell receives bytes of, because it cannot name a path. */
export interface ChosenFile {
  readonly name: string
  readonly bytes: number
  readonly content: AsyncIterable<Uint8Array>
}

/** One way of talking with the customer. It draws what it is given and passes on what they do. */
export interface Shell extends AsyncDisposable {
  readonly name: 'window' | 'browser' | 'dialog' | 'terminal' | 'headless'
  /** Processes whose windows are ours: they are left out of the picture, and injected input does not reach them. */
  readonly processes: readonly number[]
  /** Its acts come from a file or through a pipe, where nobody who moves the mouse can reach. */
  readonly isScripted: boolean
  /** Draws all of it; called at every change, and first of all. */
  show(view: CustomerView): void
  /** A line that is new, or that is delivered now. */
  showChat(line: ChatLine): void
  showLog(line: LogLine): void
  /** What was just passed on did not count, for the reason in the notice. */
  refused?(act: CustomerAct): void
  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable
}
