import { signal } from '@preact/signals'
import type { FileList } from '../files/file-list.ts'
import type { Chat } from './chat.ts'
import type { SessionClient } from './session-client.ts'

/** The conversations that are going on: each begins when its session is first looked at and lasts until that is over. */
export class SessionClients implements Disposable {
  readonly all = signal<ReadonlyMap<string, SessionClient>>(new Map())
  readonly #create: (id: string) => SessionClient
  readonly #chats = new Map<string, Chat>()
  readonly #files = new Map<string, FileList>()

  constructor(create: (id: string) => SessionClient) {
    this.#create = create
  }

  /** Ends those whose session is not started (any more), and begins that of the session in view. */
  keep(started: ReadonlySet<string>, inView: string | undefined): void {
    const clients = this.all.peek()
    const kept = [...clients].filter(([id]) => started.has(id))
    for (const [id, client] of clients) if (!started.has(id)) client[Symbol.dispose]()
    if (inView && started.has(inView) && !clients.has(inView)) kept.push([inView, this.#begin(inView)])
    else if (kept.length === clients.size) return
    this.all.value = new Map(kept)
  }

  /** Talks to the applet anew after the conversation was given up. */
  restart(id: string): void {
    const clients = this.all.peek()
    clients.get(id)?.[Symbol.dispose]()
    this.all.value = new Map([...clients, [id, this.#begin(id)]])
  }

  /** What was written in a session stays readable when the conversation is over, or was begun anew. */
  chat(id: string): Chat | undefined {
    return this.#chats.get(id)
  }

  /** What came in a session can be saved when the conversation is over, or was begun anew. */
  files(id: string): FileList | undefined {
    return this.#files.get(id)
  }

  /** The session is gone from the list. */
  forget(id: string): void {
    this.#chats.delete(id)
    this.#files.delete(id)
  }

  [Symbol.dispose](): void {
    this.keep(new Set(), undefined)
  }

  #begin(id: string): SessionClient {
    const client = this.#create(id)
    const earlier = this.#chats.get(id)
    if (earlier) client.chat.follow(earlier)
    this.#chats.set(id, client.chat)
    const files = this.#files.get(id)
    if (files) client.files.list.follow(files)
    this.#files.set(id, client.files.list)
    return client
  }
}
