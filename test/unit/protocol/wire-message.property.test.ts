import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BROKER_CATALOG, brokerCodec } from '../../../src/protocol/broker/catalog.ts'
import { HANDSHAKE_CATALOG, handshakeCodec } from '../../../src/protocol/handshake/catalog.ts'
import { PEER_CATALOG, peerCodec } from '../../../src/protocol/peer/catalog.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'
import { type AnyCatalog, arbitraryMessages } from '../../support/arbitrary-message.ts'

/** A codec without the types of its messages: here every message goes through all of them. */
interface AnyCodec {
  encode(message: object, sender: string): string
  decode(text: string, sender: string): object
}

const LAYERS: readonly (readonly [string, AnyCatalog, unknown, string])[] = [
  ['broker layer', BROKER_CATALOG, brokerCodec, 'applet'],
  ['broker layer', BROKER_CATALOG, brokerCodec, 'console'],
  ['broker layer', BROKER_CATALOG, brokerCodec, 'broker'],
  ['peer layer', PEER_CATALOG, peerCodec, 'applet'],
  ['peer layer', PEER_CATALOG, peerCodec, 'console'],
  ['handshake', HANDSHAKE_CATALOG, handshakeCodec, 'applet'],
  ['handshake', HANDSHAKE_CATALOG, handshakeCodec, 'console'],
]

describe.each(LAYERS)('the %s', (_layer, catalog, untyped, sender) => {
  const codec = untyped as AnyCodec
  const message = fc.oneof(...arbitraryMessages(catalog, sender))

  test(`every message of the ${sender} arrives as it was sent`, () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(codec.decode(codec.encode(sent, sender), sender)).toEqual(sent)
      }),
      { numRuns: 500 },
    )
  })

  test(`[B1] what a newer ${sender} adds to a message is dropped`, () => {
    // No field of ours has a capital letter in front.
    const added = fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{0,8}$/), fc.jsonValue())
    fc.assert(
      fc.property(message, added, (sent, more) => {
        expect(codec.decode(JSON.stringify({ ...more, ...sent }), sender)).toEqual(sent)
      }),
    )
  })

  test(`[B1] without any one of its fields a message of the ${sender} is refused, unless it can be left out`, () => {
    fc.assert(
      fc.property(message, fc.nat(), (sent, which) => {
        const { type, ...fields } = sent as { type: string } & Record<string, unknown>
        const names = Object.keys(fields)
        const name = names[which % Math.max(1, names.length)]
        if (name === undefined) return
        delete fields[name]
        const text = JSON.stringify({ type, ...fields })
        try {
          expect(codec.decode(text, sender)).toEqual({ type, ...fields })
        } catch (error) {
          if (!(error instanceof ProtocolError)) throw error
          expect(`${error.reason} ${error.path}`).toBe(`malformed-message ${type}.${name}`)
        }
      }),
    )
  })
})

test('[B1] what only one side may say the other may not', () => {
  for (const [, catalog, codec, sender] of LAYERS) {
    for (const [type, spec] of Object.entries(catalog)) {
      if (spec.from === sender || spec.from === 'either') continue
      const [message] = fc.sample(fc.oneof(...arbitraryMessages({ [type]: spec }, spec.from)), { seed: 1, numRuns: 1 })
      expect(() => (codec as AnyCodec).decode(JSON.stringify(message), sender)).toThrow(`wrong-sender at ${type}`)
    }
  }
})
