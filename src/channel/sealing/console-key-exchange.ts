import { assert } from '../../base/assert.ts'
import { Emitter } from '../../base/emitter.ts'
import type { HandshakeMessage } from '../../protocol/handshake/catalog.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import { intermediateKey, newHalf, sharedPoint } from './cpace.ts'
import {
  checkHello,
  type Greeting,
  generatorOfCode,
  greetingOf,
  isCode,
  OFFERED_CAPABILITY,
  sayHello,
} from './greeting.ts'
import type { Established, ExchangeLine, KeyExchange, Party } from './key-exchange.ts'
import { deriveKeys, equalBytes, type KeySet, transcriptOf } from './key-schedule.ts'
import type { Misses } from './misses.ts'
import { newEphemeral, sharedSecret } from './x25519.ts'

type Message<T extends HandshakeMessage['type']> = Extract<HandshakeMessage, { type: T }>

interface ConsoleKeyExchangeEvents {
  codeShown: { readonly triesLeft: number; readonly validMs: number }
  codeRefused: { readonly triesLeft: number }
}

interface Offer {
  readonly agreement: 'code' | 'unverified' | 'rekey' | 'resume'
  readonly bytes: Uint8Array
  /** The secret that both halves make. */
  readonly combine: (share: Uint8Array) => Uint8Array
}

type Step =
  | { readonly name: 'away' }
  | { readonly name: 'greeting'; readonly own: Uint8Array }
  | { readonly name: 'idle' }
  | { readonly name: 'offered'; readonly offer: Offer }
  | {
      readonly name: 'confirming'
      readonly agreement: Offer['agreement']
      readonly epoch: number
      readonly keys: KeySet
      readonly received: number
    }

/** The console's side: it begins every talk about keys, and proves first. */
export class ConsoleKeyExchange implements KeyExchange {
  line: ExchangeLine | undefined
  readonly #party: Party
  readonly #misses: Misses
  readonly #emitter = new Emitter<ConsoleKeyExchangeEvents>()
  #step: Step = { name: 'away' }
  #greeting: Greeting | undefined
  #established: Established | undefined
  /** Something else was under way when the key had served long enough. */
  #renewalIsDue = false

  /** `misses` outlives this exchange: a new one for the same session does not start to count anew. */
  constructor(party: Party, misses: Misses) {
    this.#party = party
    this.#misses = misses
  }

  on<E extends keyof ConsoleKeyExchangeEvents>(
    event: E,
    listener: (value: ConsoleKeyExchangeEvents[E]) => void,
  ): Disposable {
    return this.#emitter.on(event, listener)
  }

  begin(): void {
    if (!this.#established?.verified && this.#misses.triesLeft === 0) {
      return this.#channel().close('verification-failed')
    }
    if (this.#established && this.#greeting) this.#resume(this.#established, this.#greeting)
    else this.#step = { name: 'greeting', own: sayHello(this.#channel(), this.#party) }
  }

  /** What the customer read aloud. False when it cannot be tried now: another talk about keys is under way, or none is wanted. */
  enterCode(digits: string): boolean {
    if (this.#step.name !== 'idle' || !this.#greeting || this.#established?.verified || !isCode(digits)) return false
    const { scalar, share } = newHalf(generatorOfCode(digits, this.#party, this.#greeting))
    const { sid } = this.#party
    this.#offer('code', share, (other) => intermediateKey(sid, sharedPoint(scalar, other), { share }, { share: other }))
    return true
  }

  /** Asks the applet to show the digits, in a session that began without. */
  requestCode(): void {
    if (this.#step.name === 'idle') this.#channel().send({ type: 'code-requested' })
  }

  renew(): void {
    this.#renewalIsDue = true
    if (this.#step.name !== 'idle' || !this.#established) return
    const { secret, share } = newEphemeral()
    this.#offer('rekey', share, (other) => sharedSecret(secret, other))
  }

  lost(): void {
    // Our proof is out: whoever made the answer knows by now whether a guess was right.
    if (this.#step.name === 'confirming' && this.#step.agreement === 'code') this.#misses.add()
    this.#step = { name: 'away' }
  }

  used(): void {}

  end(): void {
    this.lost()
    this.#established?.resume.fill(0)
    this.#established = undefined
  }

  received(message: HandshakeMessage, bytes: Uint8Array): void {
    switch (message.type) {
      case 'hello-sent':
        return this.#greeted(message, bytes)
      case 'code-shown':
        if (this.#established?.verified) throw new ProtocolError('unexpected-message', message.type)
        return this.#emitter.emit('codeShown', message)
      case 'key-answered':
        return this.#answered(message, bytes)
      case 'key-confirmed':
        return this.#confirmed(message)
      case 'code-refused':
        return this.#refused(message)
      default:
        throw new ProtocolError('unexpected-message', message.type)
    }
  }

  #greeted(hello: Message<'hello-sent'>, bytes: Uint8Array): void {
    if (this.#step.name !== 'greeting') throw new ProtocolError('unexpected-message', hello.type)
    if (!checkHello(hello, this.#party)) return this.#channel().close('origin-mismatch')
    this.#greeting = greetingOf(this.#step.own, bytes, hello)
    this.#step = { name: 'idle' }
    if (!hello.capabilities.includes(OFFERED_CAPABILITY)) return
    const { secret, share } = newEphemeral()
    this.#offer('unverified', share, (other) => sharedSecret(secret, other))
  }

  #offer(agreement: 'code' | 'unverified' | 'rekey', share: Uint8Array, combine: Offer['combine']): void {
    const bytes = this.#channel().send({ type: 'key-offered', agreement, share: share.toHex() })
    this.#step = { name: 'offered', offer: { agreement, bytes, combine } }
  }

  #resume({ epoch }: Established, { channelId }: Greeting): void {
    const { secret, share } = newEphemeral()
    const bytes = this.#channel().send({
      type: 'resume-offered',
      channel: channelId,
      from: epoch,
      share: share.toHex(),
      received: this.#channel().received,
    })
    const combine = (other: Uint8Array) => sharedSecret(secret, other)
    this.#step = { name: 'offered', offer: { agreement: 'resume', bytes, combine } }
  }

  #answered({ type, epoch, share, received }: Message<'key-answered'>, bytes: Uint8Array): void {
    if (this.#step.name !== 'offered' || !this.#greeting) throw new ProtocolError('unexpected-message', type)
    if (epoch <= (this.#established?.epoch ?? 0)) throw new ProtocolError('malformed-message', 'key-answered.epoch')
    const { agreement, bytes: offer, combine } = this.#step.offer
    const { console, applet } = this.#greeting
    const transcript = transcriptOf(this.#party.sid, console, applet, offer, bytes)
    const continues = agreement === 'rekey' || agreement === 'resume'
    const keys = deriveKeys(
      combine(Uint8Array.fromHex(share)),
      transcript,
      continues ? this.#established?.resume : undefined,
    )
    this.#step = { name: 'confirming', agreement, epoch, keys, received }
    this.#channel().hold()
    this.#channel().send({ type: 'key-confirmed', tag: keys.consoleTag.toHex() })
  }

  #confirmed({ type, tag }: Message<'key-confirmed'>): void {
    if (this.#step.name !== 'confirming') throw new ProtocolError('unexpected-message', type)
    const { agreement, epoch, keys, received } = this.#step
    if (!equalBytes(Uint8Array.fromHex(tag), keys.appletTag)) return this.#channel().close('tampered', 'key')
    const verified = agreement === 'code' || this.#established?.verified === true
    this.#established = { epoch, verified, resume: keys.resume }
    this.#step = { name: 'idle' }
    this.#renewalIsDue = false
    this.#channel().use({ epoch, keys, verified, ...(agreement === 'resume' && { resumedAfter: received }) })
  }

  #refused({ type, triesLeft }: Message<'code-refused'>): void {
    if (this.#step.name !== 'confirming' || this.#step.agreement !== 'code') {
      throw new ProtocolError('unexpected-message', type)
    }
    this.#step = { name: 'idle' }
    // Whoever stands in between may say what he likes about tries: the smaller number counts.
    const left = Math.min(triesLeft, this.#misses.add())
    if (left === 0) return this.#channel().close('verification-failed')
    this.#channel().release()
    if (this.#renewalIsDue) this.renew()
    this.#emitter.emit('codeRefused', { triesLeft: left })
  }

  #channel(): ExchangeLine {
    assert(this.line, 'an exchange without a channel')
    return this.line
  }
}
