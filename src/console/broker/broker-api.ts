import * as v from 'valibot'
import { RECONNECT_MS } from '../../base/backoff.ts'
import {
  type Account,
  account,
  CSRF_HEADER,
  createdSession,
  errorBody,
  sessionLog,
  ticket,
} from '../../protocol/broker/http-api.ts'
import type { SessionLogLine, SessionView } from '../../protocol/broker/session-view.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { t } from '../../ui/words/words.ts'

/** A request that was not carried out; the message is a sentence for the technician. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  /** The HTTP status; 0 when there was no answer at all. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface SetUp {
  readonly token: string
  readonly email: string
  readonly name: string
  readonly password: string
}

interface Asked {
  readonly body?: object | undefined
  readonly withinMs?: number
}

/** What a technician does with a session; each is a path. */
export type SessionChange = 'start' | 'hold' | 'end' | 'remove'

export type TicketPurpose = { purpose: 'sessions' } | { purpose: 'screen'; sessionId: string }

/** The HTTP half of the talk with the broker. It holds the CSRF token of whoever is signed in. */
export class BrokerApi {
  #csrf = ''

  account = () => this.#account('GET', '/api/account')
  setUp = (body: SetUp) => this.#account('POST', '/api/set-up', body)
  signIn = (email: string, password: string) => this.#account('POST', '/api/sign-in', { email, password })
  signInByLink = (token: string) => this.#account('POST', '/api/sign-in-link', { token })

  async signOut(): Promise<void> {
    await this.#request('POST', '/api/sign-out')
  }

  async createSession(name: string): Promise<SessionView> {
    return read(createdSession, await this.#request('POST', '/api/sessions', { body: { name } })).session
  }

  async changeSession(id: string, change: SessionChange): Promise<void> {
    await this.#request('POST', `/api/sessions/${id}/${change}`)
  }

  async sessionLog(id: string): Promise<readonly SessionLogLine[]> {
    return read(sessionLog, await this.#request('GET', `/api/sessions/${id}/log`)).lines
  }

  /** Lets one socket in, once, within half a minute. It is asked for often, so it is not waited for long. */
  async ticket(purpose: TicketPurpose): Promise<string> {
    return read(ticket, await this.#request('POST', '/api/tickets', { body: purpose, withinMs: RECONNECT_MS })).ticket
  }

  async #account(method: 'GET' | 'POST', path: string, body?: object): Promise<Account> {
    const signedIn = read(account, await this.#request(method, path, { body }))
    this.#csrf = signedIn.csrf
    return signedIn
  }

  async #request(method: 'GET' | 'POST', path: string, asked: Asked = {}): Promise<unknown> {
    const { body, withinMs = LIMITS.connectMs } = asked
    const headers: Record<string, string> = { [CSRF_HEADER]: this.#csrf }
    if (body) headers['content-type'] = 'application/json'
    const signal = AbortSignal.timeout(withinMs)
    const init: RequestInit = { method, headers, signal, ...(body && { body: JSON.stringify(body) }) }
    const response = await fetch(path, init).catch(() => {
      throw new RequestFailed(0, t('broker.unreachable'))
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.ok) return answer
    const error = v.safeParse(errorBody, answer)
    throw new RequestFailed(response.status, error.success ? error.output.message : t('broker.unreachable'))
  }
}

function read<S extends v.GenericSchema>(schema: S, answer: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, answer)
  if (!result.success) throw new RequestFailed(0, t('broker.unreadable'))
  return result.output
}
