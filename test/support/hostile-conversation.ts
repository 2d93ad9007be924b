import type { CloseCode } from '../../src/protocol/close-code.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import type { PeerMessage } from '../../src/protocol/peer/catalog.ts'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'
import { ChannelPair, quiet } from './channel-pair.ts'
import { type Attack, HostileLine, type Passed } from './hostile-line.ts'
import type { Side } from './memory-pipe.ts'

/** How a conversation went with a relay in between. */
export interface Course {
  readonly passed: readonly Passed[]
  /** From here on records only reveal what was done to those before. */
  readonly revealing: number
  readonly target: Passed | undefined
  readonly follower: Passed | undefined
  readonly wholeBefore: Readonly<Record<Side, number>>
  /** What each side said, and what was heard of it on the other side. */
  readonly sent: Record<Side, string[]>
  readonly heard: Record<Side, string[]>
  readonly closed: readonly CloseCode[]
}

const FRAMES = [100, LIMITS.recordPayloadBytes + 10]

/** A whole conversation, from the hellos over a wrong try, talk, a new key, a cut and a return to its last words. */
export async function converse(policy: VerificationPolicy, index = -1, attack?: Attack): Promise<Course> {
  const conversation = new Conversation(policy, index, attack)
  for (const step of conversation.steps()) {
    step()
    await quiet()
    if (conversation.isOver) break
  }
  await quiet()
  return conversation.course
}

class Conversation {
  readonly #policy: VerificationPolicy
  readonly #pair: ChannelPair
  readonly #relay: HostileLine
  readonly #course
  #typed = 0

  constructor(policy: VerificationPolicy, index: number, attack: Attack | undefined) {
    const pair = new ChannelPair({ policy })
    this.#policy = policy
    this.#pair = pair
    this.#relay = new HostileLine(pair, index, attack)
    this.#course = {
      revealing: Number.POSITIVE_INFINITY,
      sent: { console: [] as string[], applet: [] as string[] },
      heard: { console: [] as string[], applet: [] as string[] },
      closed: [] as CloseCode[],
    }
    for (const side of ['console', 'applet'] as const) this.#listen(side)
    pair.consoleExchange.on('codeShown', () => this.#type())
    pair.consoleExchange.on('codeRefused', () => this.#type())
  }

  get isOver(): boolean {
    return this.#course.closed.length > 0
  }

  get course(): Course {
    const { passed, target, follower, wholeBefore } = this.#relay
    return { ...this.#course, passed, target, follower, wholeBefore }
  }

  *steps(): Generator<() => void> {
    const { consoleExchange } = this.#pair
    yield () => this.#connect()
    yield () => this.#talk('early')
    if (this.#policy === 'offered') yield () => consoleExchange.requestCode()
    yield () => this.#talk('verified')
    for (const size of FRAMES) yield () => this.#frame(size)
    yield () => this.#talk('before the new key')
    yield () => consoleExchange.renew()
    yield () => this.#talk('under the new key')
    yield () => this.#pair.cut()
    yield () => this.#talk('while away')
    yield () => this.#connect()
    yield () => this.#talk('back')
    yield () => this.#frame(50)
    yield () => this.#talk('again')
    yield () => {
      this.#course.revealing = this.#relay.passed.length
      this.#talk('last')
    }
  }

  #connect(): void {
    this.#relay.line += 1
    this.#pair.connect()
  }

  /** Wrong once, then as they are shown, and no more than that. */
  #type(): void {
    const { code, consoleExchange } = this.#pair
    const { digits = '000000' } = code
    this.#typed += 1
    if (this.#typed <= 2) consoleExchange.enterCode(this.#typed === 1 ? otherThan(digits) : digits)
  }

  #talk(when: string): void {
    for (const side of ['console', 'applet'] as const)
      this.#say(side, { type: 'chat-said', time: 0, text: `${when} 1` })
    this.#say('applet', { type: 'chat-said', time: 0, text: `${when} 2` })
  }

  #say(side: Side, message: PeerMessage): void {
    this.#course.sent[side].push('text' in message ? message.text : message.type)
    this.#pair[side].send(message)
  }

  #frame(size: number): void {
    this.#course.sent.applet.push(`frame of ${size}`)
    this.#pair.applet.sendFrame(new Uint8Array(size))
  }

  #listen(side: Side): void {
    const { heard, closed } = this.#course
    const channel = this.#pair[side]
    const mine = heard[side === 'applet' ? 'console' : 'applet']
    channel.on('message', ({ message }) => mine.push('text' in message ? message.text : message.type))
    channel.on('frame', (bytes) => mine.push(`frame of ${bytes.byteLength}`))
    channel.on('closed', ({ code }) => closed.push(code))
  }
}

function otherThan(digits: string): string {
  return digits === '000000' ? '000001' : '000000'
}
