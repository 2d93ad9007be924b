import type { Clock } from '../../../base/clock.ts'
import { Emitter } from '../../../base/emitter.ts'
import { type AppletSpeaker, englishSpeaker } from '../../words/words.ts'
import { ReadingTime } from '../reading-time.ts'
import type { Shell, ShellEvents } from '../shell.ts'
import type { ChatLine, CustomerView, LogLine, PromptView } from '../view/customer-view.ts'
import { chooseDialogTool } from './dialog/choose-dialog-tool.ts'
import type { DialogAnswer, DialogTool } from './dialog/dialog-tool.ts'
import { OpenDialog } from './dialog/open-dialog.ts'
import { type TickedSoFar, type WantedDialog, wantedDialog } from './dialog/wanted-dialog.ts'

/** Dialogs that go as soon as they come, one after the other: there is no screen to show them on any more. */
const MOST_FAILURES = 5
/** Milliseconds in which an answer takes effect. */
const REOPEN_MS = 100

interface Parts {
  readonly clock: Clock
  readonly speaker?: AppletSpeaker
  readonly tool?: DialogTool
}

/** Native dialogs, one at a time, for those who have neither a window of ours nor a browser. */
export class DialogShell implements Shell {
  readonly name = 'dialog'
  readonly isScripted = false
  readonly #tool: DialogTool
  readonly #clock: Clock
  readonly #speaker: AppletSpeaker
  readonly #emitter = new Emitter<ShellEvents>()
  #view: CustomerView | undefined
  #lastChat: ChatLine | undefined
  #ticked: TickedSoFar | undefined
  #fileDeclined = false
  readonly #reading: ReadingTime
  #dialog: OpenDialog | undefined
  #shownKey: string | undefined
  #failures = 0
  #again: Disposable | undefined
  #closed = false

  /** Throws when this system has nothing to draw dialogs with. */
  constructor({ clock, speaker = englishSpeaker, tool = chooseDialogTool() }: Parts) {
    this.#tool = tool
    this.#clock = clock
    this.#reading = new ReadingTime(clock)
    this.#speaker = speaker
  }

  get processes(): readonly number[] {
    return this.#dialog?.pid === undefined ? [] : [this.#dialog.pid]
  }

  show(view: CustomerView): void {
    // The same stage once more, with other trouble, is a new question.
    if (view.stage !== this.#view?.stage) this.#shownKey = undefined
    if (!view.fileWanted) this.#fileDeclined = false
    this.#view = view
    this.#update()
  }

  /** What the technician wrote last stands in the dialog; there is no place for more. */
  showChat(line: ChatLine): void {
    if (line.from !== 'technician') return
    this.#lastChat = line
    if (this.#view) this.#update()
  }

  showLog(_line: LogLine): void {}

  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#again?.[Symbol.dispose]()
    this.#dialog?.[Symbol.dispose]()
    this.#dialog = undefined
  }

  #update(): void {
    const view = this.#view
    if (this.#closed || !view) return
    const wanted = wantedDialog({
      view,
      speaker: this.#speaker,
      lastChat: this.#lastChat,
      ticked: (prompt) => this.#tickedOf(prompt),
      tick: (ticked) => {
        this.#ticked = ticked
      },
      fileDeclined: this.#fileDeclined,
      declineFile: () => {
        this.#fileDeclined = true
      },
    })
    const key = `${wanted.key} ${JSON.stringify(wanted.request)}`
    if (key === this.#shownKey) return
    this.#shownKey = key
    this.#open(wanted)
  }

  #tickedOf({ id }: PromptView): TickedSoFar {
    return this.#ticked?.prompt === id ? this.#ticked : { prompt: id, answers: [] }
  }

  /** The one before is not wanted any more, whatever would be answered to it. */
  #open(wanted: WantedDialog): void {
    this.#again?.[Symbol.dispose]()
    this.#dialog?.[Symbol.dispose]()
    const dialog = new OpenDialog(this.#tool.command(wanted.request, this.#speaker.t('dialog.title')))
    this.#dialog = dialog
    this.#reading.begin()
    this.#emitter.emit('processesChanged', undefined)
    void dialog.answer.then((answer) => {
      if (this.#dialog === dialog) this.#answered(wanted, answer)
    })
  }

  #answered(wanted: WantedDialog, answer: DialogAnswer | Error): void {
    this.#dialog = undefined
    this.#shownKey = undefined
    if (answer instanceof Error) return this.#lose(`${this.#tool.name} cannot show dialogs: ${answer.message}`)
    // A dialog that goes as it comes was none, or was answered by what was meant for the one before: it is shown again.
    const tooSoon = this.#reading.isTooShort
    this.#failures = tooSoon ? this.#failures + 1 : 0
    if (this.#failures >= MOST_FAILURES) return this.#lose('Dialogs cannot be shown any more.')
    // What only takes back counts however fast it comes.
    const counts = !tooSoon || answer === 'first' || answer === 'second'
    const act = counts ? wanted.act(answer) : undefined
    // What follows brings another dialog; if nothing does, the customer must still have something to press.
    if (act?.type !== 'left') this.#again = this.#clock.after(REOPEN_MS, () => this.#update())
    if (act) this.#emitter.emit('acted', act)
  }

  #lose(reason: string): void {
    if (this.#closed) return
    this.#closed = true
    this.#emitter.emit('lost', { reason })
  }
}
