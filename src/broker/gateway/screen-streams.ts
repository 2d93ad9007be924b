import type { CloseCode } from '../../protocol/close-code.ts'
import type { Relay } from '../relay/relay.ts'
import type { SessionRecord } from '../session/session-record.ts'
import type { PeerSocket } from './peer-socket.ts'

/** What a console found wrong with the other side. The customer has to hear it; any other end is the technician's affair. */
const FINDINGS: ReadonlySet<CloseCode> = new Set(['verification-failed', 'tampered', 'origin-mismatch'])

/** To the applet a page that gives way or is on hold is only away: the same page may come back on a new line. */
const PASSING: ReadonlySet<CloseCode> = new Set(['replaced', 'on-hold'])

/** The one stream of each session, between its technician's console and its applet. */
export class ScreenStreams {
  readonly #relay: Relay
  readonly #streams = new Map<string, number>()

  constructor(relay: Relay) {
    this.#relay = relay
  }

  /** A newer console of the same technician takes the place of the older. */
  open({ id, technician }: SessionRecord, applet: PeerSocket, console: PeerSocket): void {
    this.end(id, 'replaced')
    const stream = this.#relay.open(applet, console, (code) => {
      if (this.#streams.get(id) === stream) this.#streams.delete(id)
      applet.send({ type: 'stream-closed', stream, code: PASSING.has(code) ? 'peer-left' : code })
      console.close(code)
    })
    this.#streams.set(id, stream)
    console.on('bytes', (bytes) => this.#relay.forward(console, bytes))
    console.on('closed', (code) => this.#relay.close(stream, toldToApplet(code)))
    for (const end of [applet, console]) end.send({ type: 'stream-opened', stream, technician: technician.name })
  }

  forwardFrom(applet: PeerSocket, bytes: Uint8Array): void {
    this.#relay.forward(applet, bytes)
  }

  end(sessionId: string, code: CloseCode): void {
    const stream = this.#streams.get(sessionId)
    if (stream !== undefined) this.#relay.close(stream, code)
  }

  /** The applet gave this stream up; it may name none but its own. */
  endFromApplet(sessionId: string, stream: number, code: CloseCode): void {
    if (this.#streams.get(sessionId) === stream) this.#relay.close(stream, code)
  }
}

function toldToApplet(code: CloseCode | undefined): CloseCode {
  return code && FINDINGS.has(code) ? code : 'peer-left'
}
