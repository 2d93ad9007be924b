import type { SessionView } from '../../protocol/broker/session-view.ts'
import { type EndReason, isFinal } from '../../protocol/broker/status.ts'
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../../protocol/permission.ts'
import { t } from '../../ui/words/words.ts'
import type { LinkState } from '../broker/broker-link.ts'
import { timeLimitOf } from '../session-list/time-limit.ts'
import { brokenLink, endedForSafety, reconnecting, type SafetyCause } from './broken-link.ts'
import type { ConsentState, ConsentStates } from './consent.ts'
import type { Situation } from './remedy.ts'
import { type VerificationState, wasOpen } from './verification.ts'

/** What the conversation with the applet is like. */
export interface Conversation {
  readonly link: LinkState
  readonly present: boolean
  readonly verification: VerificationState
  readonly consent: ConsentStates
  readonly latest: Permission
  readonly picture: boolean
  readonly screenLost: string | undefined
}

const SAFETY: Partial<Record<EndReason, SafetyCause>> = {
  verification_failed: 'unconfirmed',
  tampered: 'tampered',
  origin_mismatch: 'origin',
}

/** What this page knows beside the session and the conversation. */
interface Known {
  /** The digits that were typed in this browser were wrong as often as they may be. */
  readonly missed?: boolean
  /** What may be asked for. */
  readonly offered?: readonly Permission[]
}

/** The first thing that stands in the way, from the outside in; undefined when nothing does. */
export function situationOf(
  session: SessionView,
  conversation: Conversation | undefined,
  { missed = false, offered = ALL_PERMISSIONS }: Known = {},
): Situation | undefined {
  const first = ofStatus(session, missed)
  if (first || !conversation) return first
  return brokenLink(conversation.link) ?? ofTrust(conversation) ?? ofConsent(session, conversation, offered)
}

function ofStatus(session: SessionView, missed: boolean): Situation | undefined {
  const { status, pin, name } = session
  if (isFinal(status)) return ofEnd(session, missed)
  if (status === 'Connecting') {
    return pin
      ? { title: t('overlay.pin'), digits: pin, waiting: true }
      : { title: t('overlay.connecting'), waiting: true }
  }
  if (status === 'Waiting')
    return { title: t('overlay.waiting', { name: called(name) }), hint: t('overlay.waiting.hint') }
  if (status === 'Active') return undefined
  if (status === 'On Hold') return { title: t('overlay.held', { name: called(name) }), hint: t('overlay.held.hint') }
  if (status === 'Offline') {
    const deadline = timeLimitOf(session)?.endsAt
    return { title: t('overlay.offline'), hint: t('overlay.offline.hint'), deadline, waiting: true }
  }
  return { title: t('overlay.reconnecting'), hint: t('overlay.reconnecting.hint'), waiting: true }
}

/** The broker knows only that the digits were not confirmed; whether they were wrong, this browser knows itself. */
function ofEnd({ status, reason }: SessionView, missed: boolean): Situation {
  const cause = reason && SAFETY[reason]
  if (cause) return endedForSafety(cause === 'unconfirmed' && missed ? 'misses' : cause)
  if (reason === 'terms_declined' || reason === 'suspected_scam') {
    return { title: t(`overlay.${reason}`), hint: t(`overlay.${reason}.hint`) }
  }
  return { title: t('overlay.ended'), hint: t('overlay.ended.hint', { status: t(`status.${status}`) }) }
}

/** A code that is wanted comes first: under `required` nothing else is there before it. */
function ofTrust({ verification, present }: Conversation): Situation | undefined {
  if (verification.name === 'code-wanted') return { title: t('verify.title'), code: verification }
  if (present) return undefined
  return wasOpen(verification) ? reconnecting() : { title: t('overlay.opening'), waiting: true }
}

function ofConsent(
  { name }: SessionView,
  conversation: Conversation,
  offered: readonly Permission[],
): Situation | undefined {
  const { consent, latest, picture, screenLost, verification } = conversation
  const answer = ofAnswer(consent[latest], latest)
  if (answer) return answer
  if (screenLost !== undefined) return { title: t('overlay.screen-lost'), hint: screenLost, waiting: true }
  if (picture) return undefined
  if (consent.view === 'granted') return { title: t('overlay.picture'), waiting: true }
  return { title: t('overlay.idle', { name: called(name) }), hint: idleHint(verification, offered) }
}

function idleHint(verification: VerificationState, offered: readonly Permission[]): string {
  if (!offered.includes('view')) return t('overlay.idle.chat')
  if (!offered.includes('control')) return t('overlay.idle.view')
  return t(verification.name === 'unverified' ? 'overlay.idle.unverified' : 'overlay.idle.hint')
}

function ofAnswer(state: ConsentState, permission: Permission): Situation | undefined {
  // What is asked each time has a place of its own, where it can be asked again.
  if (PERMISSIONS[permission].asked === 'each-time' && state !== 'asked') return undefined
  const remedy = { kind: 'ask', permission, label: t(`overlay.ask-again.${permission}`) } as const
  switch (state) {
    case 'requested':
      return { title: t('overlay.asking'), waiting: true }
    case 'asked':
      return { title: t('overlay.asked'), hint: t(`overlay.asked.${permission}`), waiting: true }
    case 'no':
    case 'timeout':
    case 'taken-back':
      return { title: t(`overlay.${state}`), remedy }
    default:
      return undefined
  }
}

function called(name: string): string {
  return name || t('overlay.customer')
}
