import { type Clock, sleep } from '../../base/clock.ts'
import type { Applet } from '../applet.ts'
import { Entrance, type Terms } from '../entrance.ts'
import { ENDINGS, EXIT } from '../session/endings.ts'
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
    for (let given = pin, trouble: string | undefined; ; given = undefined) {
      const ending = await this.#attempt(entrance, given, trouble)
      if (!this.#asksAgain(ending)) return ending
      trouble = speaker.t(ending.words, ending.values)
      // There is nothing any more that the small X could end but the visit.
      this.#applet = undefined
    }
  }

  /** The small X, a signal, or the last window gone. */
  leave(): void {
    this.#left.abort()
    this.#wake()
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
    const { presenter, clock } = this.#parts
    if (presenter.shell === undefined || !STAYS.includes(presenter.shell.name) || this.#left.signal.aborted) return
    const patience = sleep(clock, FAREWELL_MS, this.#left.signal)
    await Promise.race([patience, this.#untilLeft()])
    this.#left.abort()
    this.#wake()
  }

  async #attempt(entrance: Entrance, pin: string | undefined, trouble: string | undefined): Promise<Ending> {
    const entered = await entrance.pass(pin, trouble)
    if (!entered || this.#left.signal.aborted) return ENDINGS.customerEndedBeforeStart
    const applet = this.#parts.createApplet(entered.pin ?? NO_PIN)
    this.#applet = applet
    return entered.joins ? await applet.run() : await applet.decline(entered.why)
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

  #asksAgain({ exitStatus }: Ending): boolean {
    const { shell } = this.#parts.presenter
    return shell !== undefined && STAYS.includes(shell.name) && ASKS_AGAIN.has(exitStatus) && !this.#left.signal.aborted
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

  async #untilLeft(): Promise<void> {
    for (let act = await this.#next(); act !== undefined && act.type !== 'left'; ) act = await this.#next()
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
