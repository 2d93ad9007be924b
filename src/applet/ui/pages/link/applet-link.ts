import { realClock, sleep } from '../../../../base/clock.ts'
import type { CustomerAct } from '../../view/customer-act.ts'
import type { AppletLine } from './applet-line.ts'
import { readLines } from './read-lines.ts'

/** Milliseconds between two tries to reach the program again, and after which it counts as gone. */
const RETRY_MS = 200
const LOST_MS = 3000

/** Milliseconds without a sign of life (there is one every five seconds) after which the stream is opened anew. */
const SILENCE_MS = 12_000

/** Milliseconds that one act may take to be heard. */
const ACT_MS = 10_000

/** Another window has the stream, and keeps it. */
const TAKEN = 409

export type Loss = 'gone' | 'taken'

/** The way to the program that this window belongs to. */
export class AppletLink {
  readonly #headers: Readonly<Record<string, string>>
  #lost = false
  /** The acts before, so that they arrive in the order in which they were done. */
  #before: Promise<unknown> = Promise.resolve()

  constructor(token: string) {
    this.#headers = { authorization: `Bearer ${token}` }
  }

  /** Passes on each line, the next when the one before was taken; resolves when the program cannot be reached any more. */
  async listen(take: (line: AppletLine) => Promise<void>): Promise<Loss> {
    let reachedAt = realClock.monotonic()
    let loss: Loss = 'gone'
    while (realClock.monotonic() - reachedAt < LOST_MS) {
      const outcome = await this.#stream(take).catch((): Loss => 'gone')
      if (outcome === 'ended') reachedAt = realClock.monotonic()
      else loss = outcome
      await sleep(realClock, RETRY_MS)
    }
    this.#lost = true
    return loss
  }

  /** Whether it was heard. What takes something back is not kept waiting by anything, and tried again until it is heard. */
  async act(act: CustomerAct): Promise<boolean> {
    if (isUrgent(act)) return this.#insist(act)
    const sent = this.#before.then(() => this.#post(act))
    this.#before = sent
    return sent
  }

  /** Whether all of the file arrived. */
  async send(file: File): Promise<boolean> {
    const query = new URLSearchParams({ name: file.name, bytes: String(file.size) })
    return answered(fetch(`/file?${query}`, { method: 'POST', headers: this.#headers, body: file }))
  }

  async #stream(take: (line: AppletLine) => Promise<void>): Promise<Loss | 'ended'> {
    const stop = new AbortController()
    let silence = setTimeout(() => stop.abort(), SILENCE_MS)
    const response = await fetch('/events', { headers: this.#headers, signal: stop.signal, cache: 'no-store' })
    try {
      if (!response.ok || !response.body) return response.status === TAKEN ? 'taken' : 'gone'
      for await (const line of readLines(response.body)) {
        clearTimeout(silence)
        silence = setTimeout(() => stop.abort(), SILENCE_MS)
        if (line !== '') await take(JSON.parse(line) as AppletLine)
      }
    } catch {
      // Broken off: whoever calls tries again.
    } finally {
      clearTimeout(silence)
      stop.abort()
    }
    return 'ended'
  }

  async #insist(act: CustomerAct): Promise<boolean> {
    while (!this.#lost) {
      if (await this.#post(act)) return true
      await sleep(realClock, RETRY_MS)
    }
    return false
  }

  #post(act: CustomerAct): Promise<boolean> {
    const headers = { ...this.#headers, 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(ACT_MS)
    return answered(fetch('/act', { method: 'POST', headers, body: JSON.stringify(act), signal, keepalive: true }))
  }
}

function isUrgent(act: CustomerAct): boolean {
  return act.type === 'revoked-all' || act.type === 'ended' || (act.type === 'permission-switched' && !act.on)
}

async function answered(response: Promise<Response>): Promise<boolean> {
  return response.then(
    ({ ok }) => ok,
    () => false,
  )
}
