import { NodeCipher } from '../../src/applet/session/node-cipher.ts'
import { realClock } from '../../src/base/clock.ts'
import { SealedChannel } from '../../src/channel/sealed-channel.ts'
import type { ExchangeLine, KeyExchange } from '../../src/channel/sealing/key-exchange.ts'
import { deriveKeys } from '../../src/channel/sealing/key-schedule.ts'
import { SID } from './channel-pair.ts'
import { type Meddle, MemoryPipe, type Side } from './memory-pipe.ts'

/** Two sides that need not talk to have a key: for what is about sealed records alone, and comes in thousands. */
class AgreedExchange implements KeyExchange {
  line: ExchangeLine | undefined

  begin(): void {
    const keys = deriveKeys(new Uint8Array(32), SID)
    this.line?.use({ epoch: 1, keys, verified: true })
  }

  received(): void {}
  used(): void {}
  renew(): void {}
  lost(): void {}
  end(): void {}
}

export function agreedPair(meddle: Meddle): Record<Side, SealedChannel> {
  const createCipher = (key: Uint8Array) => new NodeCipher(key)
  const end = (self: Side) =>
    new SealedChannel({ self, sid: SID, clock: realClock, createCipher, exchange: new AgreedExchange() })
  const pair = { console: end('console'), applet: end('applet') }
  const [console, applet] = MemoryPipe.pair(meddle)
  pair.console.attach(console)
  pair.applet.attach(applet)
  return pair
}
