import type { Clock } from '../../base/clock.ts'
import type { Applet } from '../applet.ts'
import { Entrance, type Terms } from '../entrance.ts'
import { ENDINGS, EXIT, mayTryAgain } from '../session/endings.ts'
import { saveLog } from '../session/log-saving.ts'
import type { SessionLog } from '../session/session-log.ts'
import type { Ending } from '../session/session-state.ts'
import type { CustomerUiEvents } from '../ui/customer-ui.ts'
import type { EntranceAct, Presenter } from '../ui/presenter.ts'
import type { Stage } from '../ui/view/customer-view.ts'
import type { AppletSpeaker } from '../words/words.ts'
import { placesOf } from './places.ts'

/** Milliseconds for which a window stays after the end, with the log to keep, for a customer who went away. */
const FAREWELL_MS = 10 * 60_000

/** After these a customer in front of a window is asked for another code. */
const ASKS_AGAIN: ReadonlySet<number> = new Set([EXIT.pinRefused, EXIT.usage, EXIT.tooManyTries])

interface Parts {
  readonly presenter: Presenter
  readonly speaker: AppletSpeaker
  readonly clock: Clock
  readonly terms: Terms | undefined
  readonly version: string
  readonly sessionLog: SessionLog
  /** Made for each code that is tried. */
  readonly createApplet: (pin: string) => Applet
}

/** With the code that is known, or by asking for one and saying what was wrong with the last. */
interface Try {
  readonly pin?: string | undefined
  readonly trouble?: string
}

/** All that a customer goes through: the way in, sessions until a code was right, and a farewell. */
export class Visit {
  readonly #parts: Parts
  readonly #left = new AbortController()
  readonly #acts: EntranceAct[] = []
  #wake = () => {}
  #applet: Applet | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    const { presenter } = parts
    presenter.handsOffSince = () => this.#applet?.sinceInjected ?? Number.POSITIVE_INFINITY
    presenter.on('entered', (act) => this.#entered(act))
    presenter.on('alone', () => this.leave())
    presenter.on('end', () => this.#applet ?? this.leave())
    presenter.on('logSaved', (wish) => void this.#saveLog(wish))
    presenter.show({ places: placesOf() })
  }

  /** Resolves with how it ended. */
  async run(pin: string | undefined): Promise<Ending> {
    const { presenter, speaker, terms, sessionLog } = this.#parts
    const entrance = new Entrance({
      show: (stage) => this.#begin(stage),
      next: () => this.#next(),
      warns: presenter.shell?.name !== 'headless',
      terms,
      onAccepted: () => sessionLog.add('terms-accepted'),
      pinTrouble: { missing: speaker.t('ending.pin-malformed'), malformed: speaker.t('ending.pin-unknown') },
    })
    for (let wanted: Try = { pin }; ; ) {
      const { ending, tried } = await this.#attempt(entrance, wanted)
      const next = await this.#nextTry(ending, tried)
      if (!next) return ending
      wanted = next
    }
  }

  /** The small X, a signal, or the last window gone. */
  leave(): void {
    this.#leaveNow()
    this.#applet?.end()
  }

  /** The large X, by whatever key. */
  revokeAll(): void {
    this.#applet?.revokeAll()
  }

  /** Every key and button that a technician holds down goes up. */
  letGo(): void {
    this.#applet?.letGo()
  }

  /** The customer reads how it ended and keeps what they want to keep. */
  async farewell(): Promise<void> {
    if (!this.#staysOpen || this.#left.signal.aborted) return
    await this.#awaited(['left'])
    this.#leaveNow()
  }

  async #attempt(entrance: Entrance, { pin, trouble }: Try): Promise<{ ending: Ending; tried?: string | undefined }> {
    const entered = await entrance.pass(pin, trouble)
    if (!entered || this.#left.signal.aborted) return { ending: ENDINGS.customerEndedBeforeStart }
    const applet = this.#parts.createApplet(entered.pin ?? NO_PIN)
    this.#applet = applet
    const ending = entered.joins ? await applet.run() : await applet.decline(entered.why)
    return { ending, tried: entered.pin }
  }

  /** Undefined when that was the end. */
  async #nextTry(ending: Ending, pin: string | undefined): Promise<Try | undefined> {
    const { presenter, speaker } = this.#parts
    if (!presenter.shell || presenter.shell.isScripted || this.#left.signal.aborted) return undefined
    const asksForCode = ASKS_AGAIN.has(ending.exitStatus) && this.#staysOpen
    if (!asksForCode && !mayTryAgain(ending)) return undefined
    // There is nothing any more that the small X could end but the visit.
    this.#applet = undefined
    if (asksForCode) return { trouble: speaker.t(ending.words, ending.values) }
    return (await this.#triesAgain()) ? { pin } : undefined
  }

  /** The last page offers it, or to go; whoever goes away has gone. */
  async #triesAgain(): Promise<boolean> {
    const act = await this.#awaited(['tried-again', 'left'])
    if (act?.type === 'tried-again') this.#begin({ kind: 'connecting' })
    else this.#leaveNow()
    return act?.type === 'tried-again'
  }

  async #saveLog({ format, folder }: CustomerUiEvents['logSaved']): Promise<void> {
    const { presenter, speaker, sessionLog, version } = this.#parts
    const { company, technician = '' } = presenter.view
    const facts = { product: 'open-rescue', version, session: this.#applet?.sessionId ?? '', company, technician }
    try {
      const path = await saveLog({ format, folder, facts, log: sessionLog, speaker })
      presenter.show({ notice: speaker.t('notice.log-saved', { path }) })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      presenter.show({ notice: speaker.t('notice.log-not-saved', { reason }) })
    }
  }

  /** Whether words stay in front of the customer only as long as the program does. */
  get #staysOpen(): boolean {
    const { shell } = this.#parts.presenter
    return shell !== undefined && STAYS.includes(shell.name)
  }

  #entered(act: EntranceAct): void {
    this.#acts.push(act)
    this.#wake()
  }

  /** What was pressed before answers nothing that is asked now: whoever pressed twice meant one thing. */
  #begin(stage: Stage): void {
    this.#acts.length = 0
    this.#parts.presenter.show({ stage })
  }

  /** Undefined when the customer has left, or went away without a word. */
  async #awaited(types: readonly EntranceAct['type'][]): Promise<EntranceAct | undefined> {
    using _patience = this.#parts.clock.after(FAREWELL_MS, () => this.#leaveNow())
    for (;;) {
      const act = await this.#next()
      if (!act || types.includes(act.type)) return act
    }
  }

  #leaveNow(): void {
    this.#left.abort()
    this.#wake()
  }

  async #next(): Promise<EntranceAct | undefined> {
    while (this.#acts.length === 0 && !this.#left.signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return this.#left.signal.aborted ? undefined : this.#acts.shift()
  }
}

/** Of a customer who declined before they typed one: there is no session that anybody could be told of. */
const NO_PIN = ''

/** Shells that a customer looks at, where words stay until they have been read. */
const STAYS: readonly string[] = ['window', 'browser', 'dialog']
