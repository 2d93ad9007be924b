import { escapeControls } from '../../../../base/logger.ts'
import { widestOf } from '../../../../protocol/permission.ts'
import type { AppletSpeaker } from '../../../words/words.ts'
import { readAloud } from '../../read-aloud.ts'
import type { ChatLine, CustomerView, FileView, LogLine } from '../../view/customer-view.ts'

/** Chat has lines of its own, and how it ended stands there already. */
const TOLD_OTHERWISE: readonly string[] = ['chat-customer', 'chat-technician', 'session-ended']

/** What changed between two views, as lines for a terminal. */
export class TerminalStory {
  readonly #speaker: AppletSpeaker
  readonly #say: (sentence: string) => void
  readonly #told = new Set<number>()
  /** Messages typed here: they stand there already. */
  readonly #typed: string[] = []

  constructor(speaker: AppletSpeaker, say: (sentence: string) => void) {
    this.#speaker = speaker
    this.#say = say
  }

  tell(before: CustomerView | undefined, view: CustomerView): void {
    if (view.code !== undefined && view.code !== before?.code) this.#say(`\n  ${readAloud(this.#speaker, view.code)}\n`)
    this.#tellGrants(before, view)
    for (const [index, file] of view.files.entries()) {
      const was = before?.files.find(({ id }) => id === file.id)
      if (was?.state !== file.state || was.sentence !== file.sentence) this.#say(this.fileLine(file, index))
    }
    if (view.fileWanted && !before?.fileWanted) this.#say(this.#speaker.t('terminal.file-wanted'))
    if (view.notice && view.notice !== before?.notice) this.#say(view.notice)
  }

  fileLine({ name, bytes, state, sentence, direction }: FileView, index: number): string {
    const how = this.#speaker.t(`terminal.file-${state}`)
    const way = this.#speaker.t(direction === 'sent' ? 'terminal.file-to-technician' : 'terminal.file-for-you')
    const size = this.#speaker.t('terminal.bytes', { bytes })
    const rest = sentence === undefined ? '' : ` ${sentence}`
    return `  ${index + 1}  ${way} ${escapeControls(name)} (${size}): ${how}${rest}`
  }

  tellLog({ time, kind, text }: LogLine): void {
    if (!TOLD_OTHERWISE.includes(kind)) this.#say(`  ${this.#speaker.timeOfDay(time)}  ${escapeControls(text)}`)
  }

  typed(text: string): void {
    this.#typed.push(text)
    // Those that nobody could read never come back.
    if (this.#typed.length > 100) this.#typed.shift()
  }

  /** It was not sent, and will be typed again. */
  untyped(text: string): void {
    const last = this.#typed.lastIndexOf(text)
    if (last >= 0) this.#typed.splice(last, 1)
  }

  /** A line comes again when it was delivered. */
  tellChat({ id, from, name, time, text }: ChatLine): void {
    if (this.#told.has(id)) return
    this.#told.add(id)
    const typed = from === 'customer' ? this.#typed.indexOf(text) : -1
    if (typed >= 0) return void this.#typed.splice(typed, 1)
    const lines = text.split('\n').map(escapeControls).join('\n      ')
    this.#say(`  ${this.#speaker.timeOfDay(time)}  ${escapeControls(name)}: ${lines}`)
  }

  /** Nothing is said of nothing before anything was allowed. */
  #tellGrants(before: CustomerView | undefined, view: CustomerView): void {
    const names = (of: CustomerView | undefined) =>
      widestOf((of?.permissions ?? []).filter(({ granted }) => granted).map(({ permission }) => permission))
    const now = names(view)
    const trusted = view.trust === 'verified'
    if (names(before).join() === now.join() && (now.length === 0 || (before?.trust === 'verified') === trusted)) return
    const actions = now.map((permission) => this.#speaker.t(`permission.${permission}.action`))
    const who = this.#speaker.t(trusted ? 'who.verified' : 'who.unverified')
    this.#say(
      now.length === 0
        ? this.#speaker.t('terminal.nothing')
        : this.#speaker.t('terminal.can', { who, actions: this.#speaker.allOf(actions) }),
    )
  }
}
