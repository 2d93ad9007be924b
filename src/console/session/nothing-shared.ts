import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal } from '../../protocol/broker/status.ts'
import { t } from '../../ui/words/words.ts'
import type { Conversation } from './situation.ts'

/** What stands where the permissions would be named, as long as this page knows of none. */
export function nothingShared({ status }: SessionView, conversation: Conversation | undefined): string {
  if (isFinal(status)) return t('session.permission.over')
  if (status === 'Connecting' || status === 'Waiting') return t('session.permission.not-yet')
  const link = conversation?.link.name
  if (link === 'closed') return t('session.permission.not-here')
  if (status === 'Offline') return t('session.permission.asked-anew')
  // Only the applet knows what is granted, and it remembers: without it there is nothing to say about permissions but that.
  if (status !== 'Active' || link === 'lost') return t('session.permission.kept')
  if (conversation?.verification?.name === 'code-wanted')
    return t(conversation.present ? 'session.permission.paused' : 'session.permission.not-yet')
  return t(conversation?.present ? 'session.permission.none' : 'overlay.opening')
}
