import type { AppletMessage } from '../../protocol/peer/catalog.ts'
import { anyOf, t, tCount } from '../../ui/words/words.ts'

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

/** Their sentence names what may be done. */
const ABOUT_PERMISSION = [
  'permission-asked',
  'permission-yes',
  'permission-no',
  'permission-timeout',
  'permission-revoked',
  'permission-ended',
  'permission-lapsed',
  'permission-time',
] as const

/** Their sentence names a number of something. */
const COUNTED = ['clipboard-sent', 'clipboard-received'] as const

/** What the applet tells the customer from where they sit. */
const RETOLD = [
  'test-mode',
  'session-back',
  'technician-away',
  'technician-joins',
  'technician-refused',
  'code-shown',
  'code-wrong',
  'verified',
  'not-verified',
  'chat-customer',
  'chat-technician',
  'chat-not-sent',
  'connection-cut',
  'connection-resumed',
  'screen-seen',
  'control-used',
  'window-closed',
  'log-failed',
  'terms-accepted',
  'clipboard-shared',
  'clipboard-withheld',
  'clipboard-too-long',
  'clipboard-unavailable',
  'file-wanted',
  'file-offered',
  'file-sending',
  'file-sent',
  'file-received',
  'file-not-sent',
  'file-not-received',
] as const

/**
 * A line of the customer's log as the technician reads it; undefined where it would only repeat the broker's. What this page
 * does not know it shows in the applet's words: a newer applet has more to tell.
 */
export function activitySentence({ kind, permissions, values, text }: Activity): string | undefined {
  if (TOLD_BY_BROKER.includes(kind)) return undefined
  const counted = COUNTED.find((each) => each === kind)
  if (counted && typeof values.count === 'number') return tCount(`log.${counted}`, values.count)
  const retold = RETOLD.find((each) => each === kind)
  if (retold) return t(`log.${retold}`, values)
  const known = ABOUT_PERMISSION.find((each) => each === kind)
  if (!known || permissions.length === 0) return text
  return t(`log.${known}`, { ...values, permissions: anyOf(permissions.map((each) => t(`log.what.${each}`))) })
}
