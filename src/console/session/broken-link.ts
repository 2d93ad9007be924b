import { t } from '../../ui/words/words.ts'
import type { LinkState } from '../broker/broker-link.ts'
import type { Situation } from './remedy.ts'

const CONNECT_AGAIN = { kind: 'reconnect' } as const

/** Why this page does not talk with the customer's program any more, and what helps; undefined while it does. */
export function brokenLink(link: LinkState): Situation | undefined {
  if (link.name === 'lost') return { title: t('overlay.lost'), hint: t('overlay.lost.hint'), waiting: true }
  return link.name === 'closed' ? closedLink(link) : undefined
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
    case 'verification-failed':
      return endedForSafety('misses')
    case 'tampered':
      return endedForSafety('tampered')
    case 'origin-mismatch':
      return { title: t('overlay.origin'), hint: t('overlay.origin.hint'), remedy: again }
    case 'resume-refused':
      return { title: t('overlay.resume'), hint: t('overlay.resume.hint'), remedy: again }
    default:
      return { title: t('overlay.broken'), hint: t('overlay.broken.hint', { detail: detail || code }), remedy: again }
  }
}

/** The broker tells of the same ends, as the reason why the session is over. */
export function endedForSafety(cause: 'misses' | 'tampered'): Situation {
  return { title: t(`overlay.${cause}`), hint: t(`overlay.${cause}.hint`) }
}
