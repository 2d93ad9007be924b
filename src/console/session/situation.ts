import type { Instant } from '../../base/clock.ts'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal } from '../../protocol/broker/status.ts'
import type { Permission } from '../../protocol/permission.ts'
import { t } from '../../ui/words/words.ts'
import type { LinkState } from '../broker/broker-link.ts'
import { timeLimitOf } from '../session-list/time-limit.ts'
import type { ConsentState, ConsentStates } from './consent.ts'

/** What a technician can do about it. */
export type Remedy = { readonly kind: 'ask'; readonly permission: Permission } | { readonly kind: 'reconnect' }

/** What keeps the technician from working, in words. */
export interface Situation {
  readonly title: string
  readonly hint?: string
  readonly digits?: string
  /** When it is over. */
  readonly deadline?: Instant | undefined
  /** Somebody or something else has to move first. */
  readonly waiting?: boolean
  readonly remedy?: Remedy & { readonly label: string }
}

/** What the conversation with the applet is like. */
export interface Conversation {
  readonly link: LinkState
  readonly present: boolean
  readonly consent: ConsentStates
  readonly latest: Permission
  readonly picture: boolean
  readonly screenLost: string | undefined
}

/** The first thing that stands in the way, from the outside in; undefined when nothing does. */
export function situationOf(session: SessionView, conversation: Conversation | undefined): Situation | undefined {
  return ofStatus(session) ?? (conversation && (ofLink(conversation) ?? ofConsent(session, conversation)))
}

function ofStatus(session: SessionView): Situation | undefined {
  const { status, pin, name } = session
  if (isFinal(status))
    return { title: t('overlay.ended'), hint: t('overlay.ended.hint', { status: t(`status.${status}`) }) }
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

function ofLink({ link, present }: Conversation): Situation | undefined {
  if (link.name === 'lost') return { title: t('overlay.lost'), hint: t('overlay.lost.hint'), waiting: true }
  if (link.name === 'closed' && link.code === 'replaced') {
    const remedy = { kind: 'reconnect', label: t('overlay.take-over') } as const
    return { title: t('overlay.replaced'), hint: t('overlay.replaced.hint'), remedy }
  }
  if (link.name === 'closed' && link.code !== 'ended') {
    const remedy = { kind: 'reconnect', label: t('overlay.connect-again') } as const
    return { title: t('overlay.broken'), hint: t('overlay.broken.hint', { detail: link.detail || link.code }), remedy }
  }
  return present ? undefined : { title: t('overlay.opening'), waiting: true }
}

function ofConsent({ name }: SessionView, conversation: Conversation): Situation | undefined {
  const { consent, latest, picture, screenLost } = conversation
  const answer = ofAnswer(consent[latest], latest)
  if (answer) return answer
  if (screenLost !== undefined) return { title: t('overlay.screen-lost'), hint: screenLost, waiting: true }
  if (picture) return undefined
  if (consent.view === 'granted') return { title: t('overlay.picture'), waiting: true }
  return { title: t('overlay.idle', { name: called(name) }), hint: t('overlay.idle.hint') }
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
