import type { Shell, ShellEvents } from '../../src/applet/ui/shell.ts'
import type { CustomerAct } from '../../src/applet/ui/view/customer-act.ts'
import type { ChatLine, CustomerView, LogLine } from '../../src/applet/ui/view/customer-view.ts'
import { Emitter } from '../../src/base/emitter.ts'

/** A shell that a test looks at and acts in. */
export class TestShell implements Shell {
  readonly name: Shell['name']
  readonly isScripted: boolean
  processes: readonly number[] = []
  readonly chat: ChatLine[] = []
  readonly log: LogLine[] = []
  view: CustomerView | undefined
  readonly refusals: CustomerAct[] = []
  isClosed = false
  readonly #emitter = new Emitter<ShellEvents>()

  constructor(name: Shell['name'] = 'window', isScripted = false) {
    this.name = name
    this.isScripted = isScripted
  }

  show(view: CustomerView): void {
    this.view = view
  }

  showChat(line: ChatLine): void {
    this.chat.push(line)
  }

  showLog(line: LogLine): void {
    this.log.push(line)
  }

  refused(act: CustomerAct): void {
    this.refusals.push(act)
  }

  acts(act: CustomerAct): void {
    this.#emitter.emit('acted', act)
  }

  chooses(file: ShellEvents['fileChosen']): void {
    this.#emitter.emit('fileChosen', file)
  }

  /** Other processes than before draw it. */
  isDrawnBy(...processes: readonly number[]): void {
    this.processes = processes
    this.#emitter.emit('processesChanged', undefined)
  }

  isLost(): void {
    this.#emitter.emit('lost', { reason: 'the test says so' })
  }

  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true
  }
}
