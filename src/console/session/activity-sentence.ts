import type { AppletMessage } from '../../protocol/peer/catalog.ts'
import { anyOf, t } from '../../ui/words/words.ts'

type Activity = Extract<AppletMessage, { type: 'activity-logged' }>

/** What the broker tells as well, with more of it: who started, who ended, and why. */
const TOLD_BY_BROKER = [
  'session-connecting',
  'session-waiting',
  'session-active',
  'session-on-hold',
  'session-reconnecting',
  'session-ended',
]

const ABOUT_PERMISSION = [
  'permission-asked',
  'permission-yes',
  'permission-no',
  'permission-timeout',
  'permission-revoked',
  'permission-ended',
] as const

/** What the applet tells the customer from where they sit. */
const ABOUT_CONNECTION = [
  'technician-away',
  'code-shown',
  'code-wrong',
  'verified',
  'not-verified',
  'chat-not-sent',
  'connection-cut',
  'connection-resumed',
] as const

/** How the applet's log, which is the customer's, begins what they wrote themselves. */
const SAID_BY_CUSTOMER = 'You: '

/**
 * A line of the customer's log as the technician reads it; undefined where it would only repeat the broker's. What this page
 * does not know it shows in the applet's words: a newer applet has more to tell.
 */
export function activitySentence({ kind, permissions, text }: Activity): string | undefined {
  if (TOLD_BY_BROKER.includes(kind)) return undefined
  const retold = ABOUT_CONNECTION.find((about) => about === kind)
  if (retold) return t(`log.${retold}`)
  if (kind === 'chat' && text.startsWith(SAID_BY_CUSTOMER))
    return t('log.chat', { text: text.slice(SAID_BY_CUSTOMER.length) })
  const known = ABOUT_PERMISSION.find((about) => about === kind)
  if (!known || permissions.length === 0) return text
  return t(`log.${known}`, { permissions: anyOf(permissions.map((permission) => t(`log.what.${permission}`))) })
}
