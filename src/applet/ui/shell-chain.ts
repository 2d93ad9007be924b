import type { Logger } from '../../base/logger.ts'
import type { Candidate } from '../open-first.ts'
import type { Shell } from './shell.ts'

/**
 * The ways to talk with the customer, the best first. Each is taken once: one that was lost is not tried again, because what
 * took it away would take it away again.
 */
export class ShellChain {
  readonly #candidates: Candidate<Shell>[]
  readonly #log: Logger
  readonly #refusals: string[] = []

  constructor(candidates: readonly Candidate<Shell>[], log: Logger) {
    this.#candidates = [...candidates]
    this.#log = log
  }

  /** Why those that were tried could not be used: `window: there is no screen`. */
  get refusals(): readonly string[] {
    return this.#refusals
  }

  /** The next that works; undefined when there is none left. Whoever asks has put away the one before. */
  async next(): Promise<Shell | undefined> {
    for (let candidate = this.#candidates.shift(); candidate; candidate = this.#candidates.shift()) {
      try {
        const shell = await candidate.open()
        this.#log.debug('using', { part: shell.name })
        return shell
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        this.#log.debug('cannot use', { part: candidate.name, reason })
        this.#refusals.push(`${candidate.name}: ${reason}`)
      }
    }
    return undefined
  }
}
