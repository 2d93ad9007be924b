import { t } from '../../ui/words/words.ts'
import type { LinkState } from '../broker/broker-link.ts'
import type { Situation } from './remedy.ts'

export type SafetyCause = 'misses' | 'unconfirmed' | 'tampered' | 'origin'

const CONNECT_AGAIN = { kind: 'reconnect' } as const

/** Why this page does not talk with the customer's program any more, and what helps; undefined while it does. */
export function brokenLink(link: LinkState): Situation | undefined {
  if (link.name === 'lost') return reconnecting()
  return link.name === 'closed' ? closedLink(link) : undefined
}

/** Which of the two lines it was, ours or the customer's, nobody knows yet. */
export function reconnecting(): Situation {
  return { title: t('overlay.lost'), hint: t('overlay.lost.hint'), waiting: true }
}

function closedLink({ code, detail }: Extract<LinkState, { name: 'closed' }>): Situation | undefined {
  const again = { ...CONNECT_AGAIN, label: t('overlay.connect-again') }
  switch (code) {
    case 'ended':
      return undefined
    case 'replaced': {
      const remedy = { ...CONNECT_AGAIN, label: t('overlay.take-over') }
      return { title: t('overlay.replaced'), hint: t('overlay.replaced.hint'), remedy }
    }
    case 'takeover-refused': {
      const remedy = { ...CONNECT_AGAIN, label: t('overlay.takeover-refused.again') }
      return { title: t('overlay.takeover-refused'), hint: t('overlay.takeover-refused.hint'), remedy }
    }
    case 'verification-failed':
      return endedForSafety('misses')
    case 'tampered':
      return endedForSafety('tampered')
    case 'origin-mismatch':
      return endedForSafety('origin')
    case 'resume-refused':
      return { title: t('overlay.resume'), hint: t('overlay.resume.hint'), remedy: again }
    default:
      return { title: t('overlay.broken'), hint: t('overlay.broken.hint', { detail: detail || code }), remedy: again }
  }
}

/** The broker tells of the same ends, as the reason why the session is over. */
export function endedForSafety(cause: SafetyCause): Situation {
  const told = { title: t(`overlay.${cause}`), hint: t(`overlay.${cause}.hint`) }
  // Most of the time nobody came to type them in.
  return cause === 'unconfirmed' ? told : { ...told, alarm: true }
}
