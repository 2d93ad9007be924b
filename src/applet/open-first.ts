import type { Logger } from '../base/logger.ts'

/** One link of a chain of interchangeable parts. */
export interface Candidate<T> {
  readonly name: string
  open(): Promise<T>
}

/** Takes candidates off the front until one opens. When none does, one line in the log says why for each. */
export async function openFirst<T extends { readonly name: string }>(
  candidates: Candidate<T>[],
  log: Logger,
): Promise<T | undefined> {
  const reasons: string[] = []
  for (let candidate = candidates.shift(); candidate; candidate = candidates.shift()) {
    try {
      const opened = await candidate.open()
      log.debug('using', { part: opened.name })
      return opened
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.debug('cannot use', { part: candidate.name, reason })
      reasons.push(`${candidate.name}: ${reason}`)
    }
  }
  log.warn('nothing can be used', { reasons: reasons.join(' ') })
  return undefined
}
