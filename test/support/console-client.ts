import { SOCKET_PATHS, SOCKET_PROTOCOL, TICKET_PROTOCOL_PREFIX } from '../../src/protocol/broker/http-api.ts'
import type { SessionView } from '../../src/protocol/broker/session-view.ts'
import { WireClient } from './wire-client.ts'

type Body = Readonly<Record<string, unknown>>

/** What a technician's console says to the broker, without pages: HTTP and raw sockets. */
export class ConsoleClient {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>

  private constructor(url: string, headers: Record<string, string>) {
    this.#url = url
    this.#headers = headers
  }

  static signIn(url: string, credentials: Body): Promise<ConsoleClient> {
    return ConsoleClient.#enter(url, '/api/sign-in', credentials)
  }

  static signInByLink(link: string): Promise<ConsoleClient> {
    const [url = '', token] = link.split('/console#sign-in=')
    return ConsoleClient.#enter(url, '/api/sign-in-link', { token })
  }

  static async #enter(url: string, path: string, body: Body): Promise<ConsoleClient> {
    const answer = await postJson(`${url}${path}`, body)
    const { csrf } = (await answer.json()) as { csrf: string }
    const cookie = String(answer.headers.get('set-cookie')).split(';')[0] ?? ''
    return new ConsoleClient(url, { cookie, 'x-csrf-token': csrf })
  }

  get url(): string {
    return this.#url
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#headers
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.#url}${path}`, { headers: this.#headers })
  }

  post(path: string, body?: Body): Promise<Response> {
    return postJson(`${this.#url}${path}`, body, this.#headers)
  }

  async newSession(name = 'Printer'): Promise<SessionView & { pin: string }> {
    const answer = await this.post('/api/sessions', { name })
    return ((await answer.json()) as { session: SessionView & { pin: string } }).session
  }

  async sessions(): Promise<SessionView[]> {
    return ((await (await this.get('/api/sessions')).json()) as { sessions: SessionView[] }).sessions
  }

  async status(id: string): Promise<string | undefined> {
    return (await this.sessions()).find((session) => session.id === id)?.status
  }

  async log(id: string): Promise<string[]> {
    const answer = (await (await this.get(`/api/sessions/${id}/log`)).json()) as { lines: { text: string }[] }
    return answer.lines.map(({ text }) => text)
  }

  async ticket(body: Body): Promise<string> {
    return ((await (await this.post('/api/tickets', body)).json()) as { ticket: string }).ticket
  }

  async listSocket(): Promise<WireClient> {
    return this.openSocket(SOCKET_PATHS.sessions, await this.ticket({ purpose: 'sessions' }))
  }

  async screenSocket(sessionId: string): Promise<WireClient> {
    return this.openSocket(SOCKET_PATHS.screen, await this.ticket({ purpose: 'screen', sessionId }))
  }

  openSocket(path: string, ticket: string, origin = this.#url): Promise<WireClient> {
    return WireClient.open(`${this.#url}${path}`, [SOCKET_PROTOCOL, `${TICKET_PROTOCOL_PREFIX}${ticket}`], { origin })
  }
}

function postJson(url: string, body: Body | undefined, headers: Readonly<Record<string, string>> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
}
