import { assert } from '../../base/assert.ts'
import type { HandshakeMessage } from '../../protocol/handshake/catalog.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { VerificationPolicy } from '../../protocol/verification.ts'
import { type Half, intermediateKey, newHalf, sharedPoint } from './cpace.ts'
import { checkHello, type Greeting, generatorOfCode, greetingOf, OFFERED_CAPABILITY, sayHello } from './greeting.ts'
import type { Established, ExchangeLine, KeyExchange, Party } from './key-exchange.ts'
import { deriveKeys, equalBytes, type KeySet, transcriptOf } from './key-schedule.ts'
import type { SpokenCode } from './spoken-code.ts'
import { newEphemeral, sharedSecret } from './x25519.ts'

type Message<T extends HandshakeMessage['type']> = Extract<HandshakeMessage, { type: T }>
type Agreement = Message<'key-offered'>['agreement'] | 'resume'

interface Answered {
  readonly agreement: Agreement
  readonly epoch: number
  readonly keys: KeySet
  /** What this key continues: the console has it for certain. */
  readonly continued: Established | undefined
  readonly resumedAfter: number | undefined
}

/** The applet's side: it answers, and says whether the console's proof was right before it gives its own. */
export class AppletKeyExchange implements KeyExchange {
  line: ExchangeLine | undefined
  readonly #party: Party
  readonly #policy: VerificationPolicy
  readonly #code: SpokenCode
  #greeting: Greeting | undefined
  #answered: Answered | undefined
  #established: Established | undefined
  /** Good until the console has used the newer one: the last proof may be lost on its way. */
  #before: Established | undefined
  /** Made while the digits are read aloud, for one try with them. */
  #ahead: { readonly digits: string; readonly half: Half } | undefined

  constructor(party: Party, policy: VerificationPolicy, code: SpokenCode) {
    const capabilities = policy === 'offered' ? [...party.capabilities, OFFERED_CAPABILITY] : party.capabilities
    this.#party = { ...party, capabilities }
    this.#policy = policy
    this.#code = code
  }

  /** Which channel a console has to name that comes back. */
  get channelId(): string | undefined {
    return this.#established && this.#greeting?.channelId
  }

  begin(): void {}

  renew(): void {}

  used(): void {
    this.#before?.resume.fill(0)
    this.#before = undefined
  }

  lost(): void {
    this.#answered = undefined
    this.#ahead = undefined
    this.#code.hide()
  }

  end(): void {
    this.used()
    this.#established?.resume.fill(0)
    this.#established = undefined
    this.lost()
  }

  received(message: HandshakeMessage, bytes: Uint8Array): void {
    switch (message.type) {
      case 'hello-sent':
        return this.#greet(message, bytes)
      case 'code-requested':
        return this.#showCode()
      case 'key-offered':
        return this.#answerOffer(message, bytes)
      case 'resume-offered':
        return this.#answerReturn(message, bytes)
      case 'key-confirmed':
        return this.#confirm(message)
      default:
        throw new ProtocolError('unexpected-message', message.type)
    }
  }

  #greet(hello: Message<'hello-sent'>, bytes: Uint8Array): void {
    if (this.#greeting) throw new ProtocolError('unexpected-message', hello.type)
    const line = this.#channel()
    // Said first, so that the console can tell its person what is wrong.
    const own = sayHello(line, this.#party)
    if (!checkHello(hello, this.#party)) return line.close('origin-mismatch')
    this.#greeting = greetingOf(bytes, own, hello)
    if (this.#policy === 'required') this.#showCode()
  }

  #showCode(): void {
    if (!this.#greeting || this.#established?.verified) throw new ProtocolError('unexpected-message', 'code-requested')
    if (this.#code.triesLeft === 0) return this.#channel().close('verification-failed')
    this.#code.show()
    this.#channel().send({ type: 'code-shown', triesLeft: this.#code.triesLeft, validMs: this.#code.validMs })
    const { digits } = this.#code
    // Asked for again and again it is made once.
    if (digits === undefined || digits === this.#ahead?.digits) return
    this.#ahead = { digits, half: this.#newHalf(digits, this.#greeting) }
  }

  #newHalf(digits: string, greeting: Greeting): Half {
    return newHalf(generatorOfCode(digits, this.#party, greeting))
  }

  #answerOffer({ type, agreement, share }: Message<'key-offered'>, bytes: Uint8Array): void {
    if (!this.#greeting || this.#answered) throw new ProtocolError('unexpected-message', type)
    const other = Uint8Array.fromHex(share)
    switch (agreement) {
      case 'code':
        return this.#answerCode(this.#greeting, other, bytes)
      case 'unverified':
        if (this.#policy !== 'offered' || this.#established) throw new ProtocolError('unexpected-message', type)
        return this.#answer({ agreement, other, offer: bytes })
      case 'rekey':
        if (!this.#established) throw new ProtocolError('unexpected-message', type)
        return this.#answer({ agreement, other, offer: bytes, continued: this.#established })
    }
  }

  #answerCode(greeting: Greeting, other: Uint8Array, offer: Uint8Array): void {
    const { digits } = this.#code
    if (digits === undefined || this.#established?.verified) {
      throw new ProtocolError('unexpected-message', 'key-offered', 'no code is shown')
    }
    const ahead = this.#ahead
    // No half serves two tries.
    this.#ahead = undefined
    const { scalar, share } = ahead?.digits === digits ? ahead.half : this.#newHalf(digits, greeting)
    const secret = intermediateKey(this.#party.sid, sharedPoint(scalar, other), { share: other }, { share })
    this.#conclude({ agreement: 'code', offer, share, secret })
  }

  #answerReturn({ type, channel, from, share, received }: Message<'resume-offered'>, bytes: Uint8Array): void {
    if (this.#answered || channel !== this.channelId) throw new ProtocolError('unexpected-message', type)
    const continued = [this.#established, this.#before].find((established) => established?.epoch === from)
    if (!continued) return this.#channel().close('resume-refused')
    const other = Uint8Array.fromHex(share)
    this.#answer({ agreement: 'resume', other, offer: bytes, continued, resumedAfter: received })
  }

  #answer(asked: {
    readonly agreement: Agreement
    readonly other: Uint8Array
    readonly offer: Uint8Array
    readonly continued?: Established
    readonly resumedAfter?: number
  }): void {
    const { secret, share } = newEphemeral()
    this.#conclude({ ...asked, share, secret: sharedSecret(secret, asked.other) })
  }

  #conclude({
    agreement,
    offer,
    share,
    secret,
    continued,
    resumedAfter,
  }: {
    readonly agreement: Agreement
    readonly offer: Uint8Array
    readonly share: Uint8Array
    readonly secret: Uint8Array
    readonly continued?: Established
    readonly resumedAfter?: number
  }): void {
    assert(this.#greeting, 'an answer before the greeting')
    const line = this.#channel()
    const epoch = (this.#established?.epoch ?? 0) + 1
    const answer = line.send({ type: 'key-answered', epoch, share: share.toHex(), received: line.received })
    const { console, applet } = this.#greeting
    const keys = deriveKeys(secret, transcriptOf(this.#party.sid, console, applet, offer, answer), continued?.resume)
    this.#answered = { agreement, epoch, keys, continued, resumedAfter }
  }

  #confirm({ type, tag }: Message<'key-confirmed'>): void {
    if (!this.#answered) throw new ProtocolError('unexpected-message', type)
    const { agreement, epoch, keys, continued, resumedAfter } = this.#answered
    this.#answered = undefined
    const mayTry = agreement !== 'code' || this.#code.triesLeft > 0
    if (!mayTry || !equalBytes(Uint8Array.fromHex(tag), keys.consoleTag)) return this.#disbelieve(agreement)
    const verified = agreement === 'code' || continued?.verified === true
    this.#establish({ epoch, verified, resume: keys.resume }, continued)
    const line = this.#channel()
    line.send({ type: 'key-confirmed', tag: keys.appletTag.toHex() })
    if (agreement === 'code') this.#code.hide()
    line.use({ epoch, keys, verified, ...(resumedAfter !== undefined && { resumedAfter }) })
  }

  /**
   * The console may never hear the last proof: then it comes back with the key that this one continues, and with none
   * between. The digits continue nothing: an unverified key is no way back into a verified conversation.
   */
  #establish(established: Established, continued: Established | undefined): void {
    for (const known of [this.#established, this.#before]) if (known !== continued) known?.resume.fill(0)
    this.#before = continued
    this.#established = established
  }

  #disbelieve(agreement: Agreement): void {
    const line = this.#channel()
    if (agreement !== 'code') return line.close('tampered', 'key')
    const triesLeft = this.#code.missed()
    line.send({ type: 'code-refused', triesLeft })
    if (triesLeft === 0) line.close('verification-failed')
  }

  #channel(): ExchangeLine {
    assert(this.line, 'an exchange without a channel')
    return this.line
  }
}
