import type { Instant } from '../../base/clock.ts'
import type { Role } from '../../protocol/broker/http-api.ts'
import type { SessionLogLine } from '../../protocol/broker/session-view.ts'
import type { AttemptCounter } from '../session/attempt-counter.ts'
import type { SessionRecord } from '../session/session-record.ts'
import type { Connecting } from '../session/session-state.ts'

/**
 * What outlives the process. Every method is one atomic step, and what it acknowledged survives a power cut. Secrets come in
 * as hashes only.
 */
export interface Store extends AsyncDisposable {
  readonly accounts: AccountStore
  readonly webSessions: WebSessionStore
  readonly links: LinkStore
  readonly sessions: SessionStore
  readonly pins: PinStore
  readonly attempts: AttemptStore
  readonly settings: SettingStore
}

export interface AccountRecord {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Absent: this person signs in by link only. */
  readonly passwordHash?: string
  readonly disabledAt?: Instant
}

export interface AccountStore {
  anyExists(): Promise<boolean>
  add(account: AccountRecord): Promise<'added' | 'email-taken'>
  /** Adds only while there is no account at all, so that set-up cannot be entered twice. */
  addFirst(account: AccountRecord): Promise<'added' | 'not-first'>
  byId(id: string): Promise<AccountRecord | undefined>
  byEmail(email: string): Promise<AccountRecord | undefined>
  list(): Promise<AccountRecord[]>
  /** Takes away the right to sign in, all web sessions and all links. */
  disable(id: string, at: Instant): Promise<void>
  /** Gives the right to sign in back; what disabling ended stays ended. */
  enable(id: string): Promise<void>
  /** Ends all web sessions and links too: whoever knew the old password is out. */
  setPassword(id: string, passwordHash: string): Promise<void>
}

/** A signed-in browser, known by the hash of its cookie. */
export interface WebSessionRecord {
  readonly hash: string
  readonly accountId: string
  readonly createdAt: Instant
  readonly usedAt: Instant
}

export interface WebSessionStore {
  start(session: WebSessionRecord): Promise<void>
  find(hash: string): Promise<WebSessionRecord | undefined>
  touch(hash: string, usedAt: Instant): Promise<void>
  end(hash: string): Promise<void>
  forgetUnused(createdBefore: Instant, usedBefore: Instant): Promise<void>
}

export type LinkPurpose = { readonly kind: 'set-up' } | { readonly kind: 'sign-in'; readonly accountId: string }

export interface LinkStore {
  issue(hash: string, purpose: LinkPurpose, expiresAt: Instant): Promise<void>
  /** Works once. */
  redeem(hash: string, now: Instant): Promise<LinkPurpose | undefined>
  forgetExpired(now: Instant): Promise<void>
  /** Older set-up links stop working when a new one is printed. */
  revokeSetUpLinks(): Promise<void>
}

export type OpenedSession = SessionRecord & { readonly state: Connecting }

export interface PinRules {
  /** Live PINs at most. */
  readonly mostLive: number
  /** A dead PIN is not issued again before it has been dead for this long. */
  readonly rememberedMs: number
}

export interface SessionStore {
  /** The session, its PIN and the first line of its log, or nothing of it. */
  open(
    session: OpenedSession,
    line: SessionLogLine,
    rules: PinRules,
  ): Promise<'opened' | 'pin-taken' | 'pins-exhausted'>
  /** A changed session together with the line that tells of the change. */
  save(session: SessionRecord, line?: SessionLogLine): Promise<void>
  /** Live ones, and ended ones whose row is still in a list. */
  listed(): Promise<SessionRecord[]>
  find(id: string): Promise<SessionRecord | undefined>
  log(id: string): Promise<SessionLogLine[]>
}

export type PinFailure = 'unknown' | 'expired' | 'used'
export type PinRedeemed =
  | { readonly outcome: 'redeemed'; readonly sessionId: string }
  | { readonly outcome: PinFailure }
export type PinSeen =
  | { readonly outcome: 'live'; readonly sessionId: string; readonly restarted: boolean }
  | { readonly outcome: PinFailure }

export interface PinStore {
  /**
   * Of any number of callers with the same PIN exactly one gets the session, and its claim is kept with it. That one gets it
   * again for as long as the claim is among the session's resume keys.
   */
  redeem(digits: string, claimHash: string, now: Instant): Promise<PinRedeemed>
  /** Looks without redeeming; the first look at a live PIN moves its expiry to `expiresAt`. */
  see(digits: string, now: Instant, expiresAt: Instant): Promise<PinSeen>
  /** The PIN of a session that nobody needs any more. */
  retire(sessionId: string, now: Instant): Promise<void>
  forgetDead(deadBefore: Instant): Promise<void>
}

export interface AttemptStore {
  counters(keys: readonly string[]): Promise<ReadonlyMap<string, AttemptCounter>>
  save(counters: ReadonlyMap<string, AttemptCounter>): Promise<void>
  forget(quietSince: Instant): Promise<void>
}

/** What a broker leaves for the commands beside it. `public-url` is where it was last reached. */
export type SettingName = 'public-url'

export interface SettingStore {
  find(name: SettingName): Promise<string | undefined>
  keep(name: SettingName, value: string): Promise<void>
}
