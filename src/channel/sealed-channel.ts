import type { Clock } from '../base/clock.ts'
import { Emitter } from '../base/emitter.ts'
import type { CloseCode } from '../protocol/close-code.ts'
import { handshakeCodec } from '../protocol/handshake/catalog.ts'
import { LIMITS } from '../protocol/limits.ts'
import { PEER_CATALOG, type PeerMessage, peerCodec } from '../protocol/peer/catalog.ts'
import type { PeerSender } from '../protocol/peer/peer-sender.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'
import type { BytePipe } from './byte-pipe.ts'
import type { Channel, ChannelEvents } from './channel.ts'
import { KeyRenewal } from './key-renewal.ts'
import type { CreateCipher } from './record-cipher.ts'
import { RecordReceiver, Tampered } from './record-receiver.ts'
import { type Outgoing, RecordSender } from './record-sender.ts'
import { RetainedMessages, readCount, writeCount } from './retained-messages.ts'
import { SealedLine } from './sealed-line.ts'
import type { KeyExchange, NewKeys } from './sealing/key-exchange.ts'

/** After these nobody comes back to this conversation. */
const FINAL: readonly CloseCode[] = [
  'ended',
  'replaced',
  'signed-out',
  'ticket-refused',
  'resume-refused',
  'protocol-error',
  'version-unsupported',
  'verification-failed',
  'tampered',
  'origin-mismatch',
]

/** Messages are padded to this, so that the length of a record does not tell which key was pressed. */
const PADDING_BYTES = 64
const SPACE = 0x20

interface Parts {
  readonly self: PeerSender
  /** 16 bytes: the session. */
  readonly sid: Uint8Array
  readonly exchange: KeyExchange
  readonly createCipher: CreateCipher
  readonly clock: Clock
  /** The applet's count of narrowings; the console sends back the one it heard last. */
  readonly grantEpoch?: () => number
  /** When a key has served long enough; shorter in tests. */
  readonly renewAfter?: { readonly records: number; readonly ms: number }
}

/**
 * The one way between console and applet: everything sealed, nothing before both sides have confirmed a key. It outlives the
 * pipes that carry it. Any record but the very next ends it, under a name.
 */
export class SealedChannel implements Channel {
  readonly #parts: Parts
  readonly #peer: PeerSender
  readonly #emitter = new Emitter<ChannelEvents>()
  readonly #utf8 = new TextEncoder()
  readonly #sender: RecordSender
  readonly #receiver: RecordReceiver
  readonly #retained = new RetainedMessages()
  readonly #renewal: KeyRenewal
  #state: 'opening' | 'open' | 'cut' | 'closed' = 'opening'
  #pipe: BytePipe | undefined
  #verified: boolean | undefined
  /** Replayed messages that arrived. */
  #received = 0
  #heardGrantEpoch = 0
  #deadline: Disposable | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#peer = parts.self === 'applet' ? 'console' : 'applet'
    this.#sender = new RecordSender(parts.grantEpoch ?? (() => this.#heardGrantEpoch))
    this.#receiver = new RecordReceiver({
      handshake: (payload) => this.#unlessClosed(() => this.#takeHandshake(payload)),
      keyUsed: () => parts.exchange.used(),
      message: (bytes, grantEpoch) => this.#unlessClosed(() => this.#takeMessage(bytes, grantEpoch)),
      frame: (bytes) => this.#unlessClosed(() => this.#emitter.emit('frame', bytes)),
      acknowledged: (payload) => this.#acknowledged(readCount(payload)),
      failed: (error) => this.#fail(error),
    })
    this.#renewal = new KeyRenewal({
      clock: parts.clock,
      after: parts.renewAfter,
      renew: () => parts.exchange.renew(),
      overdue: () => this.close('protocol-error', 'the key was not renewed'),
    })
    parts.exchange.line = this.#lineForExchange()
  }

  get bufferedBytes(): number {
    return this.#sender.bufferedBytes
  }

  get sent(): number {
    return this.#retained.count
  }

  on<E extends keyof ChannelEvents>(event: E, listener: (value: ChannelEvents[E]) => void): Disposable {
    return this.#emitter.on(event, listener)
  }

  /** The first pipe, or the next after a cut. */
  attach(pipe: BytePipe): void {
    // The other side may notice first that a line is dead.
    if (this.#pipe) this.#lost(this.#pipe, 'peer-silent', '')
    if (this.#state === 'closed') return pipe.close('peer-left', '')
    this.#pipe = pipe
    this.#sender.attach(pipe)
    this.#receiver.attach(pipe)
    pipe.receiver = {
      received: (bytes) => this.#receiver.received(pipe, bytes),
      closed: (code, detail) => this.#receiver.turn(() => this.#lost(pipe, code, detail)),
    }
    // What arrived on the pipe before may still be opening; it counts.
    this.#receiver.turn(() => {
      if (this.#pipe !== pipe || this.#state === 'closed') return
      this.#receiver.begin(pipe)
      this.#parts.exchange.begin()
    })
  }

  send(message: PeerMessage): void {
    if (this.#state === 'closed') return
    const bytes = padded(this.#utf8.encode(peerCodec.encode(message, this.#parts.self)))
    const isReplayed = PEER_CATALOG[message.type].afterCut === 'replayed'
    if (isReplayed && !this.#retained.add(bytes)) return this.close('peer-too-slow')
    if (this.#state === 'open') this.#transmit({ type: 'message', bytes })
  }

  sendFrame(bytes: Uint8Array): void {
    if (this.#state === 'open') this.#transmit({ type: 'frame', bytes })
  }

  #acknowledged(count: number): void {
    this.#retained.acknowledge(count)
    this.#emitter.emit('delivered', count)
  }

  close(code: CloseCode, detail = ''): void {
    if (this.#state === 'closed') return
    this.#sender.close(code, detail)
    this.#closed(code, detail)
  }

  #transmit(outgoing: Outgoing): void {
    if (!this.#sender.send(outgoing)) return this.close('peer-too-slow')
    this.#renewal.counted(this.#sender.count, this.#receiver.count)
  }

  #takeHandshake(payload: Uint8Array): void {
    this.#parts.exchange.received(handshakeCodec.decodeBytes(payload, this.#peer), payload)
  }

  #takeMessage(bytes: Uint8Array, grantEpoch: number): void {
    // Whoever writes a count that was never told would not be stopped by the next narrowing.
    const { grantEpoch: own } = this.#parts
    if (own && grantEpoch > own()) throw new ProtocolError('malformed-record', 'grantEpoch')
    this.#heardGrantEpoch = Math.max(this.#heardGrantEpoch, grantEpoch)
    const message = peerCodec.decodeBytes(bytes, this.#peer)
    if (PEER_CATALOG[message.type].afterCut === 'replayed') {
      this.#received += 1
      if (this.#state === 'open') this.#transmit({ type: 'acknowledgement', bytes: writeCount(this.#received) })
    }
    this.#emitter.emit('message', { message, grantEpoch })
    this.#renewal.counted(this.#sender.count, this.#receiver.count)
  }

  #lineForExchange() {
    const received = () => this.#received
    return {
      get received() {
        return received()
      },
      send: (message: Parameters<typeof handshakeCodec.encode>[0]) => {
        const payload = this.#utf8.encode(handshakeCodec.encode(message, this.#parts.self))
        this.#sender.sendInClear(payload)
        return payload
      },
      hold: () => this.#sender.hold(),
      release: () => this.#sender.release(),
      use: (keys: NewKeys) => this.#use(keys),
      close: (code: CloseCode, detail?: string) => this.close(code, detail),
    }
  }

  #use({ epoch, keys, verified, resumedAfter }: NewKeys): void {
    const { self, sid, createCipher } = this.#parts
    const { fromConsole, fromApplet } = keys
    // What a cut took away was counted another way.
    const isNewPipe = resumedAfter !== undefined
    const line = (key: Uint8Array<ArrayBuffer>, { count }: { readonly count: bigint }) =>
      new SealedLine(epoch, createCipher(key), sid, isNewPipe ? 0n : count)
    this.#sender.use(line(self === 'console' ? fromConsole : fromApplet, this.#sender))
    this.#receiver.use(line(self === 'console' ? fromApplet : fromConsole, this.#receiver))
    for (const key of [fromConsole, fromApplet]) key.fill(0)
    const before = this.#verified
    // The count may have come from whoever sat in between until now.
    if (verified && before === false) this.#heardGrantEpoch = 0
    this.#verified = verified
    this.#state = 'open'
    this.#deadline?.[Symbol.dispose]()
    this.#renewal.begin()
    if (before === undefined || isNewPipe) this.#replay(resumedAfter ?? 0)
    this.#sender.release()
    if (verified !== before || isNewPipe) this.#emitter.emit('opened', { verified, resumed: isNewPipe })
  }

  /** What the other side lacks goes out before anything new. */
  #replay(arrived: number): void {
    this.#sender.dropHeld()
    this.#acknowledged(arrived)
    for (const bytes of this.#retained.all) this.#transmit({ type: 'message', bytes })
  }

  #lost(pipe: BytePipe, code: CloseCode, detail: string): void {
    if (this.#pipe !== pipe || this.#state === 'closed') return
    this.#pipe = undefined
    this.#sender.detach()
    this.#parts.exchange.lost()
    if (this.#verified === undefined || FINAL.includes(code)) return this.#closed(code, detail)
    // The time to come back runs from the first cut, however many lines are tried in it.
    if (this.#state === 'cut') return
    this.#state = 'cut'
    this.#renewal.stop()
    this.#deadline = this.#parts.clock.after(LIMITS.resumeMs, () => this.#closed('peer-left', 'away for too long'))
    this.#emitter.emit('cut', undefined)
  }

  #fail(error: unknown): void {
    if (error instanceof Tampered) return this.close('tampered', error.message)
    if (!(error instanceof ProtocolError)) {
      this.close('internal-error')
      throw error
    }
    this.close(error.reason === 'version-unsupported' ? error.reason : 'protocol-error', error.message)
  }

  #unlessClosed(step: () => void): void {
    if (this.#state !== 'closed') step()
  }

  #closed(code: CloseCode, detail: string): void {
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#deadline?.[Symbol.dispose]()
    this.#renewal.stop()
    this.#parts.exchange.end()
    this.#emitter.emit('closed', { code, detail })
  }
}

/** JSON does not mind spaces at its end. */
function padded(text: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(text.byteLength / PADDING_BYTES) * PADDING_BYTES).fill(SPACE)
  whole.set(text)
  return whole
}
