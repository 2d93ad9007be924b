import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal } from '../../protocol/broker/status.ts'
import { t } from '../../ui/words/words.ts'
import type { Conversation } from './situation.ts'
import { wasOpen } from './verification.ts'

/** Why nothing can be sent to the customer now; undefined where it can. */
export interface ChatBarrier {
  readonly reason: string
  /** It goes away by itself: what is being typed can be finished meanwhile. */
  readonly passing: boolean
}

export function chatBarrier({ status }: SessionView, conversation: Conversation | undefined): ChatBarrier | undefined {
  if (isFinal(status)) return { reason: t('chat.over'), passing: false }
  if (status === 'Connecting' || status === 'Waiting') return { reason: t('chat.not-yet'), passing: false }
  if (status === 'On Hold') return { reason: t('chat.held'), passing: true }
  if (conversation?.link.name === 'closed') return { reason: t('chat.not-here'), passing: false }
  if (status !== 'Active' || conversation?.link.name === 'lost') return { reason: t('chat.cut'), passing: true }
  if (!conversation) return { reason: t('overlay.opening'), passing: true }
  const { present, verification } = conversation
  if (present) return undefined
  if (verification.name === 'code-wanted') return { reason: t('chat.unverified'), passing: false }
  return { reason: t(wasOpen(verification) ? 'chat.cut' : 'overlay.opening'), passing: true }
}
