import type { Logger } from '../base/logger.ts'

/** One link of a chain of interchangeable parts. */
export interface Candidate<T> {
  readonly name: string
  open(): Promise<T>
}

/** Takes candidates off the front until one opens; each that does not leaves one line in the log. */
export async function openFirst<T extends { readonly name: string }>(
  candidates: Candidate<T>[],
  log: Logger,
): Promise<T | undefined> {
  for (let candidate = candidates.shift(); candidate; candidate = candidates.shift()) {
    try {
      const opened = await candidate.open()
      log.debug('using', { part: opened.name })
      return opened
    } catch (error) {
      log.warn('cannot use', { part: candidate.name, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  return undefined
}
