import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import { type Clock, realClock } from '../../src/base/clock.ts'
import type { BytePipe, BytePipeReceiver } from '../../src/channel/byte-pipe.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { AppletKeyExchange } from '../../src/channel/sealing/applet-key-exchange.ts'
import { ConsoleKeyExchange } from '../../src/channel/sealing/console-key-exchange.ts'
import { Misses } from '../../src/channel/sealing/misses.ts'
import { SpokenCode } from '../../src/channel/sealing/spoken-code.ts'
import type { CloseCode } from '../../src/protocol/close-code.ts'
import type { VerificationPolicy } from '../../src/protocol/verification.ts'

const SID = Uint8Array.from({ length: 16 }, (_, index) => index)
const PARTY = { sid: SID, origin: 'https://support.example.com', program: 'test' }

interface Options {
  readonly policy?: VerificationPolicy
  readonly clock?: Clock
  readonly renewAfter?: { records: number; ms: number }
  readonly grantEpoch?: () => number
  readonly consoleOrigin?: string
}

/** What passes on its way between two ends; it may change, drop or double it. */
export type Meddle = (bytes: Uint8Array<ArrayBuffer>, from: 'console' | 'applet') => readonly Uint8Array<ArrayBuffer>[]

/** Both ends of a sealed conversation in this process, and the line between them in the hands of the test. */
export class ChannelPair {
  readonly code: SpokenCode
  readonly consoleExchange: ConsoleKeyExchange
  readonly appletExchange: AppletKeyExchange
  readonly console: SealedChannel
  readonly applet: SealedChannel
  meddle: Meddle = (bytes) => [bytes]
  #pipes: readonly MemoryPipe[] = []

  constructor({ policy = 'required', clock = realClock, renewAfter, grantEpoch, consoleOrigin }: Options = {}) {
    this.code = new SpokenCode(clock)
    const consoleParty = { ...PARTY, ...(consoleOrigin && { origin: consoleOrigin }), capabilities: ['encoding:jpeg'] }
    this.consoleExchange = new ConsoleKeyExchange(consoleParty, new Misses())
    this.appletExchange = new AppletKeyExchange({ ...PARTY, capabilities: ['chat'] }, policy, this.code)
    const common = {
      sid: SID,
      clock,
      createCipher: (key: Uint8Array) => new NodeCipher(key),
      ...(renewAfter && { renewAfter }),
    }
    this.console = new SealedChannel({ ...common, self: 'console', exchange: this.consoleExchange })
    const counted = grantEpoch ? { grantEpoch } : { grantEpoch: () => 0 }
    this.applet = new SealedChannel({ ...common, self: 'applet', exchange: this.appletExchange, ...counted })
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

  /** A new line between the two. */
  connect(): void {
    const [console, applet] = [new MemoryPipe('console', this), new MemoryPipe('applet', this)]
    console.other = applet
    applet.other = console
    this.#pipes = [console, applet]
    this.applet.attach(applet)
    this.console.attach(console)
  }

  /** The line breaks; what is on its way is lost. */
  cut(code: CloseCode = 'peer-left'): void {
    for (const pipe of this.#pipes) pipe.break(code)
  }

  opens(end: SealedChannel): Promise<{ verified: boolean; resumed: boolean }> {
    return new Promise((resolve) => end.on('opened', resolve))
  }
}

class MemoryPipe implements BytePipe {
  readonly headBytes = 0
  bufferedBytes = 0
  receiver: BytePipeReceiver | undefined
  other: MemoryPipe | undefined
  readonly #from: 'console' | 'applet'
  readonly #pair: ChannelPair
  #open = true

  constructor(from: 'console' | 'applet', pair: ChannelPair) {
    this.#from = from
    this.#pair = pair
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    if (!this.#open) return
    for (const bytes of this.#pair.meddle(message, this.#from)) {
      void Promise.resolve().then(() => {
        if (this.#open) this.other?.receiver?.received(bytes)
      })
    }
  }

  close(code: CloseCode): void {
    void Promise.resolve().then(() => this.other?.break(code))
    this.#open = false
  }

  break(code: CloseCode): void {
    if (!this.#open) return
    this.#open = false
    this.receiver?.closed(code, '')
  }
}
