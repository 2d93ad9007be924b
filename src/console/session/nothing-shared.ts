import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal } from '../../protocol/broker/status.ts'
import { t } from '../../ui/words/words.ts'
import type { Conversation } from './situation.ts'
import { wasOpen } from './verification.ts'

/** What stands where the permissions would be named, as long as this page knows of none. */
export function nothingShared({ status }: SessionView, conversation: Conversation | undefined): string {
  if (isFinal(status)) return t('session.permission.over')
  if (status === 'Connecting' || status === 'Waiting') return t('session.permission.not-yet')
  if (status === 'On Hold') return t('session.permission.held')
  const link = conversation?.link.name
  if (link === 'closed') return t('session.permission.not-here')
  if (status === 'Offline') return t('session.permission.asked-anew')
  // Only the applet knows what is granted, and it remembers: without it there is nothing to say about permissions but that.
  if (status !== 'Active' || link === 'lost') return t('session.permission.kept')
  if (!conversation) return t('overlay.opening')
  const { present, verification } = conversation
  if (verification.name === 'code-wanted') return t(`session.permission.${present ? 'paused' : 'not-yet'}`)
  if (present) return t('session.permission.none')
  return t(wasOpen(verification) ? 'session.permission.kept' : 'overlay.opening')
}
