import { AppletKeyExchange } from '../../../src/channel/sealing/applet-key-exchange.ts'
import { ConsoleKeyExchange } from '../../../src/channel/sealing/console-key-exchange.ts'
import type { KeyExchange, Party } from '../../../src/channel/sealing/key-exchange.ts'
import { Misses } from '../../../src/channel/sealing/misses.ts'
import { SpokenCode } from '../../../src/channel/sealing/spoken-code.ts'
import { handshakeCodec } from '../../../src/protocol/handshake/catalog.ts'
import type { PeerSender } from '../../../src/protocol/peer/peer-sender.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'
import { FakeClock } from '../../support/fake-clock.ts'
import type { Decoder } from '../decoder.ts'

const ORIGIN = 'https://support.example.com'
const PARTY: Party = { sid: new Uint8Array(16), origin: ORIGIN, program: 'fuzz', capabilities: [] }
const POINT = 'e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76'
const MOST_MESSAGES = 20

const hello = {
  type: 'hello-sent',
  versions: [1],
  program: 'x',
  origin: ORIGIN,
  capabilities: ['verification:offered'],
  nonce: '0'.repeat(32),
}
const confirmed = { type: 'key-confirmed', tag: 'ab'.repeat(32) }
const answered = { type: 'key-answered', epoch: 1, share: POINT, received: 0 }
const offered = (agreement: string) => ({ type: 'key-offered', agreement, share: POINT })
const returned = { type: 'resume-offered', channel: '0'.repeat(32), from: 1, share: POINT, received: 0 }
const shown = { type: 'code-shown', triesLeft: 3, validMs: 1000 }

function consoleExchange(): KeyExchange {
  const exchange = new ConsoleKeyExchange(PARTY, new Misses())
  exchange.on('codeShown', () => exchange.enterCode('123456'))
  return exchange
}

/** A talk about keys with somebody who knows no secret: whatever he says, no key may come of it. */
function talkWith(exchange: KeyExchange, self: PeerSender, bytes: Uint8Array): number {
  const other = self === 'applet' ? 'console' : 'applet'
  let closed = false
  exchange.line = {
    received: 0,
    send: (message) => Buffer.from(handshakeCodec.encode(message, self)),
    hold() {},
    release() {},
    use() {
      throw new Error('a key without a proof')
    },
    close() {
      closed = true
    },
  }
  exchange.begin()
  const said: unknown = JSON.parse(Buffer.from(bytes).toString())
  const messages = Array.isArray(said) ? said.slice(0, MOST_MESSAGES) : [said]
  for (const message of messages) {
    if (closed) break
    const text = Buffer.from(JSON.stringify(message) ?? '')
    exchange.received(handshakeCodec.decodeBytes(text, other), text)
  }
  exchange.end()
  return messages.length
}

const talks = (all: readonly (readonly object[])[]) => all.map((messages) => Buffer.from(JSON.stringify(messages)))

/** Several messages, one after the other, to each side of the talk about keys. */
export const EXCHANGE_DECODERS: readonly Decoder[] = [
  {
    name: 'talk-with-a-console',
    cost: 100,
    seeds: talks([
      [hello],
      [hello, shown],
      [{ ...hello, capabilities: [] }, shown, answered],
      [hello, answered, confirmed],
    ]),
    refusals: [ProtocolError, SyntaxError],
    decode: (bytes) => talkWith(consoleExchange(), 'console', bytes),
  },
  ...(['required', 'offered'] as const).map((policy) => ({
    name: `talk-with-an-applet-${policy}`,
    cost: 100,
    seeds: talks([
      [hello],
      [hello, { type: 'code-requested' }, offered('code'), confirmed, offered('code'), confirmed],
      ...['unverified', 'rekey'].map((agreement) => [hello, offered(agreement), confirmed]),
      [hello, returned],
    ]),
    refusals: [ProtocolError, SyntaxError],
    decode: (bytes: Uint8Array) =>
      talkWith(new AppletKeyExchange(PARTY, policy, new SpokenCode(new FakeClock())), 'applet', bytes),
  })),
]
