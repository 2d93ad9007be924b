import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brokerCodec } from '../../../src/protocol/broker/catalog.ts'
import { LIMITS } from '../../../src/protocol/limits.ts'
import { type PeerMessage, peerCodec } from '../../../src/protocol/peer/catalog.ts'
import { ProtocolError } from '../../../src/protocol/protocol-error.ts'

function refusal(decode: () => unknown): { reason: string; path: string } {
  try {
    decode()
  } catch (error) {
    if (error instanceof ProtocolError) return { reason: error.reason, path: error.path }
    throw error
  }
  throw new Error('it was accepted')
}

describe('[B1] a message that does not fit its catalog is refused, and the refusal says where', () => {
  const cases: [string, string, string, string][] = [
    ['text that is no JSON', '{"type":', 'malformed-json', ''],
    ['an array', '[]', 'malformed-message', ''],
    ['null', 'null', 'malformed-message', ''],
    ['no type', '{"x":1}', 'malformed-message', 'type'],
    ['a type that is no text', '{"type":7}', 'malformed-message', 'type'],
    ['an unknown type', '{"type":"screen-stolen"}', 'unknown-message', 'type'],
    ['a name every object has', '{"type":"constructor"}', 'unknown-message', 'type'],
    ['a missing field', '{"type":"pointer-moved","x":1}', 'malformed-message', 'pointer-moved.y'],
    ['a point left of the screen', '{"type":"pointer-moved","x":-1,"y":0}', 'malformed-message', 'pointer-moved.x'],
    ['a point beyond every screen', '{"type":"pointer-moved","x":0,"y":16384}', 'malformed-message', 'pointer-moved.y'],
    ['half a pixel', '{"type":"pointer-moved","x":0.5,"y":0}', 'malformed-message', 'pointer-moved.x'],
    ['a key that no keyboard has', '{"type":"key-pressed","code":"KeyÄ"}', 'malformed-message', 'key-pressed.code'],
    [
      'what only the applet says',
      '{"type":"permissions-changed","granted":["control"]}',
      'wrong-sender',
      'permissions-changed',
    ],
    [
      'text of the wrong length',
      JSON.stringify({ type: 'text-entered', text: '' }),
      'malformed-message',
      'text-entered.text',
    ],
  ]
  test.each(cases)('%s', (_, text, reason, path) => {
    expect(refusal(() => peerCodec.decode(text, 'console'))).toEqual({ reason, path })
  })

  test('more than a control message may hold', () => {
    const text = JSON.stringify({ type: 'text-entered', text: 'x'.repeat(LIMITS.controlMessageBytes) })
    expect(refusal(() => peerCodec.decode(text, 'console')).reason).toBe('message-too-large')
  })

  test('bytes that are no UTF-8', () => {
    expect(refusal(() => peerCodec.decodeBytes(new Uint8Array([0x7b, 0xff, 0xfe]), 'console')).reason).toBe(
      'malformed-json',
    )
  })

  test('what we are about to say is checked, too', () => {
    const tooFar: PeerMessage = { type: 'cursor-moved', x: 99_999, y: 0 }
    expect(refusal(() => peerCodec.encode(tooFar, 'applet'))).toEqual({
      reason: 'malformed-message',
      path: 'cursor-moved.x',
    })
    expect(refusal(() => peerCodec.encode({ type: 'input-let-go' }, 'applet')).reason).toBe('wrong-sender')
  })
})

test('unknown fields are dropped, so a newer peer may add some', () => {
  const message = brokerCodec.decode('{"type":"heartbeat-sent","time":1,"mood":"good","__proto__":{"x":1}}', 'broker')
  expect(message).toEqual({ type: 'heartbeat-sent', time: 1 })
})

test('[PP-1] no message changes Object.prototype', () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const hostile = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
  for (const key of hostile) {
    for (const text of [
      `{"type":"${key}"}`,
      `{"type":"pointer-moved","x":1,"y":1,"${key}":{"polluted":true}}`,
      `{"${key}":{"type":"pointer-moved"},"x":1,"y":1}`,
    ]) {
      try {
        peerCodec.decode(text, 'console')
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError)
      }
    }
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('any text at all is decoded or refused with a ProtocolError, and nothing else is thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify({ ...value, type: 'pointer-moved' })),
      ),
      (text) => {
        try {
          peerCodec.decode(text, 'console')
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
