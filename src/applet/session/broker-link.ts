import { randomBytes } from 'node:crypto'
import { Backoff, RECONNECT_MS } from '../../base/backoff.ts'
import { type Clock, sleep } from '../../base/clock.ts'
import { Emitter } from '../../base/emitter.ts'
import type { Logger } from '../../base/logger.ts'
import type { BytePipe } from '../../channel/byte-pipe.ts'
import { type BrokerLayerMessage, brokerCodec } from '../../protocol/broker/catalog.ts'
import type { Offer } from '../../protocol/broker/offer.ts'
import type { DeclineReason } from '../../protocol/broker/status.ts'
import type { CloseCode } from '../../protocol/close-code.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { VerificationPolicy } from '../../protocol/verification.ts'
import { PROTOCOL_VERSION } from '../../protocol/version.ts'
import { Absence } from './absence.ts'
import { BrokerSocket, BrokerUnreachable } from './broker-socket.ts'
import { endingOfClose, endingOfSession } from './endings.ts'
import { NarrowedOffer } from './narrowed-offer.ts'
import { OpenStreams } from './open-streams.ts'
import { Patience } from './patience.ts'
import type { Ending, SessionEvent } from './session-state.ts'
import type { Traffic } from './traffic.ts'

/** How often and for how many milliseconds the broker is told that its customer declines. Nobody waits for more than that. */
const DECLINE = { tries: 3, withinMs: 10_000 }
/** Milliseconds the broker gets to say goodbye when the customer ends. */
const GOODBYE_MS = 1000

export interface BrokerLinkEvents {
  /** In the order in which things happen to the session. */
  session: SessionEvent
  registered: { sessionId: string; company: string; verification: VerificationPolicy } & Offer
  /** Once in each absence, when it has lasted so long that what the customer granted must not outlive it. */
  longAway: undefined
  streamOpened: { technician: string; pipe: BytePipe }
}

/** What the broker is told of who ends it, and why. */
type Goodbye = Extract<BrokerLayerMessage, { type: 'customer-left' | 'session-failed' | 'session-idled' }>
type Declined = Ending & { readonly reason: DeclineReason }
type Registered = Extract<BrokerLayerMessage, { type: 'session-registered' }>

/** All that may follow a PIN that was declined. */
const AFTER_DECLINING: readonly BrokerLayerMessage['type'][] = ['session-ended', 'heartbeat-sent']

interface Parts {
  readonly broker: URL
  readonly authorities: readonly string[] | undefined
  readonly pin: string
  readonly program: string
  readonly platform: string
  readonly clock: Clock
  readonly traffic: Traffic
  readonly log: Logger
}

/** A connection, from its opening to its end. */
interface Line {
  opening?: Promise<BrokerSocket>
  socket: BrokerSocket | undefined
  readonly closed: PromiseWithResolvers<void>
  isClosed: boolean
}

/** The applet's side of the broker layer: claims the PIN, stays registered, comes back after a cut. */
export class BrokerLink {
  readonly #parts: Parts
  readonly #emitter = new Emitter<BrokerLinkEvents>()
  readonly #streams = new OpenStreams()
  readonly #over = Promise.withResolvers<Ending>()
  readonly #ended = new AbortController()
  readonly #backoff: Backoff
  readonly #absence: Absence
  readonly #patience: Patience
  #socket: BrokerSocket | undefined
  #isRegistered = false
  /** Shows that it is this program again that claims the PIN, when the answer was lost. */
  readonly #claimKey = randomBytes(32).toString('base64url')
  #resume: { sessionId: string; resumeKey: string } | undefined
  #ending: Ending | undefined
  #declined: Declined | undefined
  readonly #offer = new NarrowedOffer()
  #ahead: Promise<Line | BrokerUnreachable> | undefined
  #leaving: { readonly ending: Ending; readonly goodbye: Goodbye } | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#backoff = new Backoff(parts.clock)
    this.#absence = new Absence(parts.clock, () => this.#emitter.emit('longAway', undefined))
    this.#patience = new Patience(parts.clock, this.#absence)
  }

  on<E extends keyof BrokerLinkEvents>(event: E, listener: (value: BrokerLinkEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /**
   * Gets through to the broker without a word, while it is not certain yet that there will be a session. Disposed, it is as if
   * it had not been, unless `run` has begun to use it.
   */
  prepare(): Disposable {
    const ahead = this.#openLine()
    this.#ahead = ahead
    // Whoever takes it hears of it.
    ahead.catch(() => {})
    const close = (line: Awaited<typeof ahead>) => 'socket' in line && line.socket?.close('ended', '')
    return {
      [Symbol.dispose]: () => {
        if (this.#takeAhead()) void ahead.then(close)
      },
    }
  }

  /** Resolves when the session is over, for whatever reason; never rejects for what a network or a broker does. */
  async run(): Promise<Ending> {
    this.#stayConnected().catch((error: unknown) => this.#over.reject(error))
    return this.#over.promise
  }

  /**
   * Instead of `run`, for a customer who does not want this session: tells the broker, so that the technician hears why. It
   * tries three times and for ten seconds, and resolves with `ending` whatever comes of it.
   */
  async decline(ending: Declined): Promise<Ending> {
    this.#declined = ending
    using _late = this.#parts.clock.after(DECLINE.withinMs, () => this.#end(ending))
    return await this.run()
  }

  /** The customer, or this program for them, ends the session; without a network it is over at once. */
  leave(ending: Ending, goodbye: Goodbye = { type: 'customer-left' }): void {
    if (this.#leaving) return
    this.#leaving = { ending, goodbye }
    if (!this.#socket) return this.#end(ending)
    // Before it is registered the broker knows nobody who could leave; then it is told as soon as it does.
    if (this.#isRegistered) this.#send(goodbye)
    this.#parts.clock.after(GOODBYE_MS, () => this.#end(ending))
  }

  async #stayConnected(): Promise<void> {
    const { clock } = this.#parts
    for (let tries = 1; ; tries += 1) {
      const triedAt = clock.monotonic()
      const failure = await this.#connectOnce()
      if (this.#ending) return
      const given = this.#giveUp(tries, failure)
      // The customer reads a sentence; what the system called it is for whoever helps them.
      if (failure) this.#parts.log[given ? 'warn' : 'debug']('cannot reach the broker', { reason: failure.message })
      if (given) return this.#end(given)
      const spentMs = failure ? clock.monotonic() - triedAt : 0
      await sleep(clock, this.#backoff.next(spentMs), this.#ended.signal)
    }
  }

  /** One connection from its opening to its end. Returns why it could not be opened, if so. */
  async #connectOnce(): Promise<BrokerUnreachable | undefined> {
    const ahead = await this.#takeAhead()
    // The broker does not wait long for a first word.
    const isOver = ahead === undefined || ('isClosed' in ahead && ahead.isClosed)
    const line = isOver ? await this.#openLine() : ahead
    if (line instanceof BrokerUnreachable) return line
    this.#socket = line.socket
    if (this.#ending) this.#socket?.close('ended', '')
    else this.#present()
    await line.closed.promise
    return undefined
  }

  #takeAhead(): Promise<Line | BrokerUnreachable> | undefined {
    const ahead = this.#ahead
    this.#ahead = undefined
    return ahead
  }

  async #openLine(): Promise<Line | BrokerUnreachable> {
    const line: Line = { socket: undefined, closed: Promise.withResolvers(), isClosed: false }
    // A line that is too slow for a hasty try gets a patient one later.
    const isHasty = this.#declined ?? (this.#resume && !this.#absence.isLong)
    const target = { ...this.#parts, connectMs: isHasty ? RECONNECT_MS : LIMITS.connectMs }
    try {
      line.opening = BrokerSocket.open(target, {
        text: (text) => this.#guard(line, () => this.#received(brokerCodec.decode(text, 'broker'))),
        bytes: (bytes) => this.#guard(line, () => this.#streams.received(bytes)),
        closed: (code, detail) => {
          line.isClosed = true
          if (this.#isUsed(line)) this.#lost(code, detail)
          line.closed.resolve()
        },
      })
      line.socket = await line.opening
      return line
    } catch (error) {
      if (error instanceof BrokerUnreachable) return error
      throw error
    }
  }

  #isUsed({ socket }: Line): boolean {
    return socket !== undefined && socket === this.#socket
  }

  #present(): void {
    const { pin, program, platform } = this.#parts
    const version = PROTOCOL_VERSION
    if (this.#resume) return this.#send({ type: 'resume-presented', version, ...this.#resume })
    if (this.#declined) {
      const { reason } = this.#declined
      return this.#send({ type: 'pin-declined', version, pin, claimKey: this.#claimKey, reason })
    }
    this.#patience.claimed()
    this.#send({ type: 'pin-presented', version, pin, claimKey: this.#claimKey, program, platform })
  }

  #received(message: BrokerLayerMessage): void {
    // Whoever declined is in no session, whatever the broker says.
    if (this.#declined && !AFTER_DECLINING.includes(message.type)) {
      throw new ProtocolError('unexpected-message', message.type)
    }
    switch (message.type) {
      case 'session-registered':
        return this.#registered(message)
      case 'session-started':
        return this.#stands('started', message.technician)
      case 'session-held':
        return this.#stands('held', message.technician)
      case 'session-ended':
        return this.#end(this.#ownEnding ?? endingOfSession(message.by, message.reason))
      case 'stream-opened':
        return this.#openStream(message.stream, message.technician)
      case 'stream-closed':
        return this.#streams.close(message.stream, message.code)
      case 'heartbeat-sent':
        this.#absence.heard()
        return this.#send(message)
      default:
        throw new ProtocolError('unexpected-message', message.type)
    }
  }

  /** What this side has decided, whatever the broker says to it. */
  get #ownEnding(): Ending | undefined {
    return this.#leaving?.ending ?? this.#declined
  }

  #stands(type: 'started' | 'held', technician: string): void {
    this.#patience.held(type === 'held')
    this.#emitter.emit('session', { type, technician })
  }

  #registered(registered: Registered): void {
    const { sessionId, resumeKey, company, verification, status } = registered
    this.#resume = { sessionId, resumeKey }
    this.#patience.registered()
    this.#patience.held(status === 'On Hold')
    this.#isRegistered = true
    this.#absence.end()
    this.#backoff.reset()
    if (this.#leaving) return this.#send(this.#leaving.goodbye)
    this.#emitter.emit('registered', { sessionId, company, verification, ...this.#narrowed(registered) })
    this.#emitter.emit('session', { type: 'registered', status })
  }

  /** What the broker offered less of it cannot offer more of later. */
  #narrowed({ permissions, asking }: Registered): Offer {
    const { offer, ignored } = this.#offer.take(permissions, asking)
    if (ignored.length > 0) this.#parts.log.warn('more may not be asked for', { ignored: ignored.join() })
    return offer
  }

  #openStream(stream: number, technician: string): void {
    if (!this.#socket) return
    const givenUp = (code: CloseCode) => this.#send({ type: 'stream-closed', stream, code })
    this.#emitter.emit('streamOpened', { technician, pipe: this.#streams.open(stream, this.#socket, givenUp) })
  }

  #lost(code: CloseCode | undefined, detail: string): void {
    this.#socket = undefined
    this.#isRegistered = false
    this.#streams.closeAll('peer-left')
    if (this.#ending) return
    const refused = code && endingOfClose(code, detail)
    const ending = this.#leaving?.ending ?? (refused && (this.#declined ?? refused))
    if (ending) return this.#end(ending)
    if (code === 'protocol-error') this.#patience.notUnderstood()
    this.#parts.log.debug('connection to the broker lost', { code, detail })
    this.#absence.begin()
    this.#emitter.emit('session', { type: 'contact-lost' })
  }

  #giveUp(tries: number, failure: BrokerUnreachable | undefined): Ending | undefined {
    if (!this.#declined) return this.#patience.exhausted(tries, failure)
    return failure?.isUntrusted || tries >= DECLINE.tries ? this.#declined : undefined
  }

  #end(ending: Ending): void {
    if (this.#ending) return
    this.#ending = ending
    this.#absence.end()
    this.#streams.closeAll('ended')
    this.#emitter.emit('session', { type: 'ended', ending })
    this.#socket?.close('ended', '')
    this.#ended.abort()
    this.#over.resolve(ending)
  }

  #send(message: BrokerLayerMessage): void {
    this.#socket?.sendText(brokerCodec.encode(message, 'applet'))
  }

  /** A broker that breaks the protocol is left; whether it will take us back is its affair. */
  #guard(line: Line, take: () => void): void {
    try {
      if (!this.#isUsed(line)) throw new ProtocolError('unexpected-message', '', 'before our first')
      take()
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#parts.log.warn('the broker broke the protocol', { reason: error.message })
      // Whoever speaks at once does it before the socket is in our hands.
      void line.opening?.then((socket) => socket.close('protocol-error', error.message))
    }
  }
}
