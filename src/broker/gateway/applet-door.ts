import type { Clock } from '../../base/clock.ts'
import type { BrokerLayerMessage } from '../../protocol/broker/catalog.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { speaks } from '../../protocol/version.ts'
import type { Admission, CustomerContact } from '../session/customer-contact.ts'
import type { PinDoor } from '../session/pin-door.ts'
import { PIN_TEXTS, tryAgainIn } from '../session/pin-texts.ts'
import { isEnded, type SessionRecord } from '../session/session-record.ts'
import { type Ended, TransitionRefused } from '../session/session-state.ts'
import type { ConnectedApplets } from './connected-applets.ts'
import type { PeerSocket } from './peer-socket.ts'

type Claim = Extract<BrokerLayerMessage, { type: 'pin-presented' }>
type Decline = Extract<BrokerLayerMessage, { type: 'pin-declined' }>
type Return = Extract<BrokerLayerMessage, { type: 'resume-presented' }>

/** What an applet may say first. */
const ENTRIES = ['pin-presented', 'pin-declined', 'resume-presented'] as const
type Entry = Extract<BrokerLayerMessage, { type: (typeof ENTRIES)[number] }>

/** An applet at the door. */
interface Visit {
  readonly socket: PeerSocket
  readonly address: string
  /** Called when it has shown a PIN or key that is good. */
  admitted(): void
}

/** Where an applet says which session it belongs to: one message, a PIN or a resume key, and nothing before it. */
export class AppletDoor {
  readonly #pinDoor: PinDoor
  readonly #contact: CustomerContact
  readonly #applets: ConnectedApplets
  readonly #clock: Clock

  constructor(pinDoor: PinDoor, contact: CustomerContact, applets: ConnectedApplets, clock: Clock) {
    this.#pinDoor = pinDoor
    this.#contact = contact
    this.#applets = applets
    this.#clock = clock
  }

  /** `proven` is called when the applet has shown a PIN or key that is good. */
  receive(socket: PeerSocket, address: string, proven: () => void): void {
    const late = this.#clock.after(LIMITS.firstMessageMs, () => socket.close('first-message-late'))
    const early = socket.on('bytes', () => {
      throw new ProtocolError('unexpected-message', '', 'peer bytes before a PIN')
    })
    let spoken = false
    const first = socket.on('message', (message) => {
      if (spoken) throw new ProtocolError('unexpected-message', message.type, 'before the answer to the first')
      spoken = true
      late[Symbol.dispose]()
      void socket.guard(() => this.#hear(message, { socket, address, admitted }))
    })
    const admitted = () => {
      for (const listener of [early, first]) listener[Symbol.dispose]()
      proven()
      socket.keepAlive()
    }
    socket.on('closed', () => late[Symbol.dispose]())
  }

  async #hear(message: BrokerLayerMessage, visit: Visit): Promise<void> {
    if (!isEntry(message)) throw new ProtocolError('unexpected-message', message.type)
    if (!speaks(message.version)) throw new ProtocolError('version-unsupported')
    try {
      await this.#enter(message, visit)
    } catch (error) {
      if (!(error instanceof TransitionRefused)) throw error
      // While we looked it up the technician ended the session, or the same applet came in by another socket.
      visit.socket.close(message.type === 'resume-presented' ? 'resume-refused' : 'pin-expired')
    }
  }

  #enter(message: Entry, visit: Visit): Promise<void> {
    switch (message.type) {
      case 'pin-presented':
        return this.#claim(message, visit)
      case 'pin-declined':
        return this.#decline(message, visit)
      case 'resume-presented':
        return this.#takeBack(message, visit)
    }
  }

  async #claim({ pin, claimKey, platform }: Claim, visit: Visit): Promise<void> {
    const sessionId = await this.#redeem(pin, claimKey, visit)
    if (sessionId === undefined) return
    const known = await this.#contact.findByKey(sessionId, claimKey)
    // It was in before, and the answer was lost.
    if (known && known.state.status !== 'Connecting') return this.#letBackIn(known, claimKey, visit)
    this.#admit(await this.#contact.register(sessionId, platform, claimKey), visit)
  }

  async #decline({ pin, claimKey, reason }: Decline, visit: Visit): Promise<void> {
    const sessionId = await this.#redeem(pin, claimKey, visit)
    if (sessionId === undefined) return
    const known = await this.#contact.findByKey(sessionId, claimKey)
    // It was declined before, and the answer was lost.
    if (known && isEnded(known.state)) return sayEnd(known.state, visit.socket)
    const { state } = await this.#contact.decline(sessionId, reason, claimKey)
    if (isEnded(state)) sayEnd(state, visit.socket)
  }

  /** The session behind the PIN; undefined, and the socket closed, where it leads to none. */
  async #redeem(pin: string, claimKey: string, { socket, address }: Visit): Promise<string | undefined> {
    const answer = await this.#pinDoor.redeem(pin, claimKey, address)
    if (answer.outcome === 'redeemed') return answer.sessionId
    const text = PIN_TEXTS[answer.outcome]
    if (answer.outcome === 'too-many-tries') socket.close('too-many-tries', `${text} ${tryAgainIn(answer.waitMs)}`)
    else socket.close(`pin-${answer.outcome}`, text)
    return undefined
  }

  async #takeBack({ sessionId, resumeKey }: Return, visit: Visit): Promise<void> {
    const known = await this.#contact.findByKey(sessionId, resumeKey)
    if (!known) return visit.socket.close('resume-refused')
    await this.#letBackIn(known, resumeKey, visit)
  }

  async #letBackIn({ id, state }: SessionRecord, shown: string, visit: Visit): Promise<void> {
    if (isEnded(state)) return sayEnd(state, visit.socket)
    await this.#applets.replace(id)
    this.#admit(await this.#contact.takeBack(id, shown), visit)
  }

  #admit(admission: Admission, { socket, admitted }: Visit): void {
    admitted()
    this.#applets.attach(admission, socket)
  }
}

function isEntry(message: BrokerLayerMessage): message is Entry {
  return (ENTRIES as readonly string[]).includes(message.type)
}

function sayEnd({ by, reason }: Ended, socket: PeerSocket): void {
  socket.send({ type: 'session-ended', by, reason })
  socket.close('ended')
}
