import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { Emitter } from '../../../base/emitter.ts'
import { type AppletSpeaker, englishSpeaker } from '../../words/words.ts'
import type { Shell, ShellEvents } from '../shell.ts'
import type { CustomerAct } from '../view/customer-act.ts'
import type { ChatLine, CustomerView, LogLine } from '../view/customer-view.ts'
import { isNo, isYes, PromptReader } from './terminal/prompt-reader.ts'
import { readCommand, type TerminalCommand } from './terminal/read-command.ts'
import { type StageQuestion, stageQuestion } from './terminal/stage-question.ts'
import { TerminalStory } from './terminal/terminal-story.ts'

interface Parts {
  readonly input: Readable & { isTTY?: boolean }
  readonly output: Writable
  /** Ctrl+C in a terminal that is read key by key, where it raises no signal by itself. */
  readonly onInterrupt: () => void
  readonly speaker?: AppletSpeaker
}

/** The customer's side in a terminal: sentences out, lines in. */
export class TerminalShell implements Shell {
  readonly name = 'terminal'
  readonly processes: readonly number[] = []
  /** A pipe cannot be typed into by somebody who controls the screen, so its lines count at once. */
  readonly isScripted: boolean
  readonly #lines: Interface
  readonly #output: Writable
  readonly #speaker: AppletSpeaker
  readonly #story: TerminalStory
  readonly #emitter = new Emitter<ShellEvents>()
  #view: CustomerView | undefined
  #prompt: PromptReader | undefined
  #question: StageQuestion | undefined
  /** The prompt that the customer answered here; its going needs no words. */
  #answered: number | undefined
  #closed = false
  #inputEnded = false

  constructor({ input, output, onInterrupt, speaker = englishSpeaker }: Parts) {
    this.#output = output
    this.#speaker = speaker
    this.#story = new TerminalStory(speaker, (sentence) => this.#say(sentence))
    this.isScripted = input.isTTY !== true
    this.#lines = createInterface({ input, ...(this.isScripted ? {} : { output, terminal: true }) })
    this.#lines.on('line', (line) => this.#typed(line.trim()))
    this.#lines.on('SIGINT', onInterrupt)
    this.#lines.on('close', () => this.#inputClosed())
    // A terminal that was hung up refuses what is written; that it is closed is told by its input.
    output.on('error', () => {})
  }

  show(view: CustomerView): void {
    const before = this.#view
    this.#view = view
    this.#story.tell(before, view)
    if (view.stage !== before?.stage) this.#showStage(view, before)
    if (view.prompt?.id !== before?.prompt?.id) this.#showPrompt(view, before)
  }

  showChat(line: ChatLine): void {
    this.#story.tellChat(line)
  }

  showLog(line: LogLine): void {
    this.#story.tellLog(line)
  }

  refused(act: CustomerAct): void {
    if (act.type === 'prompt-answered') this.#answered = undefined
    if (act.type === 'said') this.#giveBack(act.text)
  }

  on<E extends keyof ShellEvents>(event: E, listener: (value: ShellEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    this.#lines.close()
  }

  #showStage(view: CustomerView, before: CustomerView | undefined): void {
    this.#question = stageQuestion(view.stage, this.#speaker, this.isScripted)
    if (this.#question) this.#ask(this.#question.text)
    if (view.stage.kind === 'active' && before?.stage.kind !== 'active') this.#say(this.#speaker.t('terminal.help'))
    if (this.#question?.byItself) this.#later(this.#question.byItself)
    else if (this.#inputEnded && this.#question) this.#later({ type: 'ended' })
  }

  #showPrompt({ prompt }: CustomerView, before: CustomerView | undefined): void {
    if (before?.prompt && before.prompt.id !== this.#answered) this.#say(this.#speaker.t('terminal.prompt-closed'))
    this.#prompt = prompt && new PromptReader(prompt, this.#speaker)
    if (this.#prompt) this.#ask(`\n${this.#prompt.question}`)
  }

  /** What stands half typed is no part of the answer. */
  #ask(question: string): void {
    this.#say(question)
    if (!this.isScripted && !this.#inputEnded) this.#lines.write(null, { ctrl: true, name: 'u' })
  }

  #typed(said: string): void {
    const line = said.toLowerCase()
    const command = readCommand(said)
    if (command.kind === 'revoke' || command.kind === 'end') return this.#carryOut(command)
    if (this.#prompt) return this.#answerPrompt(this.#prompt, line)
    if (this.#question) return this.#answerStage(this.#question, said)
    // A Yes or No that comes too late is no message.
    if (isYes(line) || isNo(line)) return this.#say(this.#speaker.t('terminal.no-question'))
    this.#carryOut(command)
  }

  #answerPrompt(prompt: PromptReader, line: string): void {
    const act = prompt.read(line)
    if (!act) return this.#say(prompt.reminder)
    this.#answered = act.prompt
    this.#act(act)
  }

  #answerStage(question: StageQuestion, said: string): void {
    const act = question.read(said)
    if (act) this.#act(act)
    else this.#say(question.reminder)
  }

  #carryOut(command: TerminalCommand): void {
    switch (command.kind) {
      case 'nothing':
        return
      case 'help':
        return this.#say(this.#speaker.t('terminal.help'))
      case 'revoke':
        this.#act({ type: 'revoked-all' })
        return this.#say(this.#speaker.t('terminal.revoked'))
      case 'end':
        return this.#act({ type: 'ended' })
      case 'files':
        return this.#listFiles()
      case 'switch':
        return this.#act({ type: 'permission-switched', permission: command.permission, on: command.on })
      case 'send':
        return this.#act({ type: 'file-chosen', path: command.path })
      case 'save':
        return this.#withFile(command.number, (file) => ({ type: 'file-placed', file, folder: command.folder }))
      case 'refuse':
        return this.#withFile(command.number, (file) => ({ type: 'file-refused', file }))
      case 'log':
        return this.#act({ type: 'log-saved', format: command.format, folder: command.folder })
      case 'say':
        this.#story.typed(command.text)
        return this.#act({ type: 'said', text: command.text })
    }
  }

  /** Whoever writes a message should not have to write it twice. Commands stay gone: it may have been somebody else who typed them. */
  #giveBack(text: string): void {
    this.#story.untyped(text)
    this.#say(this.#speaker.t('terminal.given-back'))
    if (!this.#inputEnded) this.#lines.write(text)
  }

  #listFiles(): void {
    const files = this.#view?.files ?? []
    if (files.length === 0) this.#say(this.#speaker.t('terminal.no-files'))
    for (const [index, file] of files.entries()) this.#say(this.#story.fileLine(file, index))
  }

  #withFile(number: number, act: (file: string) => CustomerAct): void {
    const file = this.#view?.files[number - 1]
    if (file) this.#act(act(file.id))
    else this.#say(this.#speaker.t('terminal.no-such-file', { number }))
  }

  /** A terminal that nobody can type into shows nobody how to stop it; a script has said what it had to say. */
  #inputClosed(): void {
    if (this.#closed) return
    this.#inputEnded = true
    if (!this.isScripted) this.#emitter.emit('lost', { reason: 'The terminal was closed.' })
    else if (this.#question && !this.#question.byItself) this.#act({ type: 'ended' })
  }

  /** Whoever shows us something is not answered before they are done. */
  #later(act: CustomerAct): void {
    queueMicrotask(() => this.#act(act))
  }

  #act(act: CustomerAct): void {
    // What is said of this one is said, whether or not it was said of the last one, too.
    if (this.#view) this.#view = { ...this.#view, notice: undefined }
    if (!this.#closed) this.#emitter.emit('acted', act)
  }

  #say(sentence: string): void {
    this.#output.write(`${sentence}\n`)
  }
}
