import type { SessionView } from '../../protocol/broker/session-view.ts'
import { type EndReason, isFinal } from '../../protocol/broker/status.ts'
import type { Permission } from '../../protocol/permission.ts'
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

/**
 * The first thing that stands in the way, from the outside in; undefined when nothing does. `missed`: the digits that were
 * typed in this browser were wrong as often as they may be.
 */
export function situationOf(
  session: SessionView,
  conversation: Conversation | undefined,
  missed = false,
): Situation | undefined {
  return ofStatus(session, missed) ?? (conversation && ofConversation(session, conversation))
}

function ofConversation(session: SessionView, conversation: Conversation): Situation | undefined {
  return brokenLink(conversation.link) ?? ofTrust(conversation) ?? ofConsent(session, conversation)
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
  return { title: t('overlay.ended'), hint: t('overlay.ended.hint', { status: t(`status.${status}`) }) }
}

/** A code that is wanted comes first: under `required` nothing else is there before it. */
function ofTrust({ verification, present }: Conversation): Situation | undefined {
  if (verification.name === 'code-wanted') return { title: t('verify.title'), code: verification }
  if (present) return undefined
  return wasOpen(verification) ? reconnecting() : { title: t('overlay.opening'), waiting: true }
}

function ofConsent({ name }: SessionView, conversation: Conversation): Situation | undefined {
  const { consent, latest, picture, screenLost, verification } = conversation
  const answer = ofAnswer(consent[latest], latest)
  if (answer) return answer
  if (screenLost !== undefined) return { title: t('overlay.screen-lost'), hint: screenLost, waiting: true }
  if (picture) return undefined
  if (consent.view === 'granted') return { title: t('overlay.picture'), waiting: true }
  const hint = t(verification.name === 'unverified' ? 'overlay.idle.unverified' : 'overlay.idle.hint')
  return { title: t('overlay.idle', { name: called(name) }), hint }
}

function ofAnswer(state: ConsentState, permission: Permission): Situation | undefined {
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
