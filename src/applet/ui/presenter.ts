import type { Clock } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { LogEntry } from '../session/session-log.ts'
import type { AppletSpeaker } from '../words/words.ts'
import type { CustomerUi, CustomerUiEvents, Prompt, PromptAnswer } from './customer-ui.ts'
import { OpenPrompt } from './open-prompt.ts'
import { ReadingTime } from './reading-time.ts'
import type { Shell } from './shell.ts'
import type { CustomerAct } from './view/customer-act.ts'
import type { ChatLine, CustomerView, LogLine, Stage } from './view/customer-view.ts'
import { NOTHING_YET } from './view/nothing-yet.ts'

/** Lines that a shell which takes over is shown: more is in the log that the customer can save. */
const KEPT_LINES = 2000

/** Milliseconds after a technician's input in which nothing in our own window counts that is not a No: it may have been theirs. */
const HANDS_OFF_MS = 500

interface Parts {
  readonly speaker: AppletSpeaker
  readonly clock: Clock
  readonly testMode: boolean
  /** The next way to talk with the customer; undefined when there is none left. */
  readonly nextShell: () => Promise<Shell | undefined>
}

/** What the story before a session is about: see `Stage`. */
export type EntranceAct = Extract<
  CustomerAct,
  { type: 'warning-answered' | 'code-entered' | 'terms-answered' | 'tried-again' | 'left' }
>

interface PresenterEvents extends CustomerUiEvents {
  entered: EntranceAct
  /** Nobody can be shown anything any more. */
  alone: undefined
  /** Another shell shows it now. */
  moved: Shell
}

/**
 * Keeps what the customer is shown, whatever shell draws it, and says which of their acts count. When a shell is lost,
 * everything is taken back before the next one is tried.
 */
export class Presenter implements CustomerUi, AsyncDisposable {
  readonly #parts: Parts
  readonly #emitter = new Emitter<PresenterEvents>()
  #view: CustomerView
  readonly #chat = new Map<number, ChatLine>()
  readonly #log: LogLine[] = []
  #shell: Shell | undefined
  #listeners = new DisposableStack()
  readonly #reading: ReadingTime
  #prompt: OpenPrompt | undefined
  #prompts = 0
  #closed = false
  /** Milliseconds since a technician's input last acted here. */
  handsOffSince: () => number = () => Number.POSITIVE_INFINITY

  constructor(parts: Parts) {
    this.#parts = parts
    this.#reading = new ReadingTime(parts.clock)
    this.#view = { ...NOTHING_YET, language: parts.speaker.language, testMode: parts.testMode }
  }

  get view(): CustomerView {
    return this.#view
  }

  get shell(): Shell | undefined {
    return this.#shell
  }

  on<E extends keyof PresenterEvents>(event: E, listener: (value: PresenterEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** Opens the first shell that works; false when none does. */
  async open(): Promise<boolean> {
    const shell = await this.#parts.nextShell()
    if (shell === undefined || this.#closed) {
      await shell?.[Symbol.asyncDispose]()
      if (!this.#closed) this.#emitter.emit('alone', undefined)
      return false
    }
    this.#use(shell)
    return true
  }

  show(change: Partial<CustomerView>): void {
    if (change.prompt || (change.stage && ASKING_STAGES.includes(change.stage.kind))) this.#reading.begin()
    this.#view = { ...this.#view, ...change }
    this.#shell?.show(this.#view)
  }

  showChat(line: ChatLine): void {
    this.#chat.set(line.id, line)
    const [oldest] = this.#chat.keys()
    if (this.#chat.size > KEPT_LINES && oldest !== undefined) this.#chat.delete(oldest)
    this.#shell?.showChat(line)
  }

  showLogEntry({ seq, time, kind, text }: LogEntry): void {
    const line = { seq, time, kind, text }
    this.#log.push(line)
    if (this.#log.length > KEPT_LINES) this.#log.shift()
    this.#shell?.showLog(line)
  }

  async ask(prompt: Prompt, closed: AbortSignal): Promise<PromptAnswer> {
    this.#prompts += 1
    const open = new OpenPrompt(this.#prompts, prompt, this.#parts.clock.now())
    this.#prompt = open
    const close = () => open.close()
    closed.addEventListener('abort', close, { once: true })
    this.show({ prompt: open.view, notice: undefined })
    const answer = await open.answer
    closed.removeEventListener('abort', close)
    this.#prompt = undefined
    this.show({ prompt: undefined, notice: undefined })
    return answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#listeners.dispose()
    await this.#shell?.[Symbol.asyncDispose]()
    this.#shell = undefined
  }

  #use(shell: Shell): void {
    this.#shell = shell
    this.#listeners = new DisposableStack()
    this.#listeners.use(shell.on('acted', (act) => this.#acted(act, shell)))
    this.#listeners.use(shell.on('fileChosen', (file) => this.#counts(shell) && this.#emitter.emit('fileChosen', file)))
    this.#listeners.use(shell.on('processesChanged', () => this.#emitter.emit('moved', shell)))
    this.#listeners.use(shell.on('lost', () => void this.#lost()))
    this.#emitter.emit('moved', shell)
    this.#reading.begin()
    shell.show(this.#view)
    for (const line of this.#chat.values()) shell.showChat(line)
    for (const line of this.#log) shell.showLog(line)
  }

  /** Nobody sees any more what is done here: nothing may be done. */
  async #lost(): Promise<void> {
    const lost = this.#shell
    this.#shell = undefined
    this.#listeners.dispose()
    this.#emitter.emit('revokeAll', undefined)
    this.#emitter.emit('windowLost', undefined)
    await lost?.[Symbol.asyncDispose]()
    // Last, so that nothing which went with the window takes the reason away.
    this.show({ notice: this.#parts.speaker.t('notice.window-lost') })
    if (!this.#closed) await this.open()
  }

  /** What takes back or refuses always counts, whoever did it. */
  #acted(act: CustomerAct, shell: Shell): void {
    if (act.type === 'revoked-all') return this.#emitter.emit('revokeAll', undefined)
    if (act.type === 'ended') return this.#emitter.emit('end', undefined)
    if (act.type === 'prompt-answered') return this.#answered(act, shell)
    if (act.type === 'permission-switched' && !act.on) {
      return this.#emitter.emit('switched', { permission: act.permission, on: false })
    }
    if (act.type === 'file-refused') return this.#emitter.emit('fileRefused', act.file)
    const isAnswer = act.type === 'warning-answered' || act.type === 'terms-answered'
    if (this.#counts(shell) && (!isAnswer || this.#isRead(shell))) this.#carryOut(act)
    else shell.refused?.(act)
  }

  #answered(act: Extract<CustomerAct, { type: 'prompt-answered' }>, shell: Shell): void {
    if (this.#prompt?.view.id !== act.prompt) return
    if (act.answer === 'no' || this.#isRead(shell)) this.#prompt.answered(act)
    else shell.refused?.(act)
  }

  /** Nobody answers what they cannot have read. A script is never too fast. */
  #isRead(shell: Shell): boolean {
    const isRead = shell.isScripted || !this.#reading.isTooShort
    this.#note(isRead ? undefined : 'notice.too-soon')
    return isRead
  }

  /** Where somebody else can move the mouse, an act counts only when they have not just done so. */
  #counts(shell: Shell): boolean {
    const counts = shell.isScripted || this.handsOffSince() >= HANDS_OFF_MS
    this.#note(counts ? undefined : 'notice.hands-off')
    return counts
  }

  /** A reason is told once more for each act; that there is none costs a dialog its place on the screen. */
  #note(words: 'notice.too-soon' | 'notice.hands-off' | undefined): void {
    const notice = words && this.#parts.speaker.t(words)
    if (notice !== undefined || this.#view.notice !== undefined) this.show({ notice })
  }

  #carryOut(act: CustomerAct): void {
    switch (act.type) {
      case 'said':
        return this.#emitter.emit('said', act.text)
      case 'permission-switched':
        return this.#emitter.emit('switched', { permission: act.permission, on: act.on })
      case 'link-pressed':
        return this.#emitter.emit('linkPressed', act.url)
      case 'file-chosen':
        return this.#emitter.emit('fileChosen', act.path)
      case 'file-placed':
        return this.#emitter.emit('filePlaced', { file: act.file, folder: act.folder })
      case 'log-saved':
        return this.#emitter.emit('logSaved', { format: act.format, folder: act.folder })
      case 'warning-answered':
      case 'code-entered':
      case 'terms-answered':
      case 'tried-again':
      case 'left':
        return this.#emitter.emit('entered', act)
    }
  }
}

/** Those that ask something, beside the prompts. */
const ASKING_STAGES: readonly Stage['kind'][] = ['warning', 'terms']
