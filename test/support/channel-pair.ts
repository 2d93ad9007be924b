import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import { type Clock, realClock } from '../../src/base/clock.ts'
import type { BytePipe } from '../../src/channel/byte-pipe.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { AppletKeyExchange } from '../../src/channel/sealing/applet-key-exchange.ts'
import { ConsoleKeyExchange } from '../../src/channel/sealing/console-key-exchange.ts'
import { Misses } from '../../src/channel/sealing/misses.ts'
import { SpokenCode } from '../../src/channel/sealing/spoken-code.ts'
import type { CloseCode } from '../../src/protocol/close-code.ts'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'
import { type Meddle, MemoryPipe, type Side } from './memory-pipe.ts'

export const SID = Uint8Array.from({ length: 16 }, (_, index) => index)
const CAPABILITIES = ['chat', 'encoding:jpeg', 'resume']
const PARTY = { sid: SID, origin: 'https://support.example.com', program: 'test' }

interface Options {
  readonly policy?: VerificationPolicy
  readonly clock?: Clock
  readonly renewAfter?: { records: number; ms: number }
  readonly grantEpoch?: () => number
  readonly consoleOrigin?: string
  /** Those of a session that had another pair before. */
  readonly code?: SpokenCode
  readonly misses?: Misses
}

/** Both ends of a sealed conversation in this process, and the line between them in the hands of the test. */
export class ChannelPair {
  readonly code: SpokenCode
  readonly consoleExchange: ConsoleKeyExchange
  readonly appletExchange: AppletKeyExchange
  readonly console: SealedChannel
  readonly applet: SealedChannel
  meddle: Meddle = (bytes) => [bytes]
  #pipes: readonly MemoryPipe[] = []

  constructor(options: Options = {}) {
    const { policy = 'required', clock = realClock, renewAfter, grantEpoch = () => 0, consoleOrigin } = options
    this.code = options.code ?? new SpokenCode(clock)
    const consoleParty = { ...PARTY, ...(consoleOrigin && { origin: consoleOrigin }), capabilities: CAPABILITIES }
    this.consoleExchange = new ConsoleKeyExchange(consoleParty, options.misses ?? new Misses())
    this.appletExchange = new AppletKeyExchange({ ...PARTY, capabilities: CAPABILITIES }, policy, this.code)
    const createCipher = (key: Uint8Array) => new NodeCipher(key)
    const common = { sid: SID, clock, createCipher, ...(renewAfter && { renewAfter }) }
    this.console = new SealedChannel({ ...common, self: 'console', exchange: this.consoleExchange })
    this.applet = new SealedChannel({ ...common, self: 'applet', exchange: this.appletExchange, grantEpoch })
  }

  /** Opened and verified, as after the customer read the digits aloud. */
  static async verified(options: Options = {}): Promise<ChannelPair> {
    const pair = new ChannelPair(options)
    const opened = Promise.all([pair.console, pair.applet].map((end) => pair.opens(end)))
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    pair.connect()
    await opened
    return pair
  }

  /** A new line between the two; one that is there still may bring what is on its way. */
  connect(): void {
    const meddle: Meddle = (bytes, from) => this.meddle(bytes, from)
    const [console, applet] = MemoryPipe.pair(meddle)
    this.#pipes = [console, applet]
    this.applet.attach(applet)
    this.console.attach(console)
  }

  /** The line breaks; what is on its way is lost. Whoever does not notice goes on talking to nobody. */
  cut(code: CloseCode = 'peer-left', noticedBy: readonly Side[] = ['console', 'applet']): void {
    for (const pipe of this.#pipes) pipe.die()
    for (const pipe of this.#pipes) if (noticedBy.includes(pipe.side)) pipe.noticed(code)
  }

  /** A record that nobody sent arrives at this side. */
  bring(record: Uint8Array<ArrayBuffer>, at: Side): void {
    this.lineTo(at).bring(record)
  }

  /** The present line's end at this side. */
  lineTo(side: Side): MemoryPipe {
    const pipe = this.#pipes.find((end) => end.side === side)
    if (!pipe) throw new Error('not connected')
    return pipe
  }

  opens(end: SealedChannel): Promise<{ verified: boolean; resumed: boolean }> {
    return new Promise((resolve) => end.on('opened', resolve))
  }
}

/** Somebody who holds one end of a line: what the other end sends, and a way to answer. */
export class LooseEnd implements BytePipe {
  readonly headBytes = 0
  readonly bufferedBytes = 0
  readonly heard: Uint8Array<ArrayBuffer>[] = []
  closed: CloseCode | undefined
  receiver: BytePipe['receiver']

  send(message: Uint8Array<ArrayBuffer>): void {
    this.heard.push(message)
  }

  close(code: CloseCode): void {
    this.closed ??= code
  }

  say(record: Uint8Array): void {
    this.receiver?.received(record)
  }
}

/** Everything that is on its way in this process has arrived and was answered. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
