import { describe, expect, test } from 'vitest'
import type { DropReason } from '../../../../src/broker/relay/drop-reason.ts'
import { Relay, type RelayEnd } from '../../../../src/broker/relay/relay.ts'
import { ENVELOPE_BYTES, writeEnvelope } from '../../../../src/protocol/broker/relay-envelope.ts'
import type { CloseCode } from '../../../../src/protocol/close-code.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import { ProtocolError } from '../../../../src/protocol/protocol-error.ts'

class End implements RelayEnd {
  isOpen = true
  bufferedBytes = 0
  readonly received: Uint8Array[] = []

  forward(message: Uint8Array): void {
    this.received.push(message)
  }
}

function setUp() {
  const drops: DropReason[] = []
  let bytes = 0
  const relay = new Relay({
    forwarded: (count) => {
      bytes += count
    },
    dropped: (reason) => drops.push(reason),
  })
  const ends = { applet: new End(), console: new End() }
  const closes: CloseCode[] = []
  const stream = relay.open(ends.applet, ends.console, (code) => closes.push(code))
  return { relay, ...ends, stream, closes, drops, forwarded: () => bytes }
}

function messageOn(stream: number): Uint8Array {
  const message = new Uint8Array(ENVELOPE_BYTES + 5).fill(9)
  writeEnvelope(message, stream)
  return message
}

describe('a stream', () => {
  test('forwards the very same bytes, both ways', () => {
    const { relay, applet, console, stream, forwarded } = setUp()
    const message = messageOn(stream)
    relay.forward(applet, message)
    relay.forward(console, message)
    expect(console.received[0]).toBe(message)
    expect(applet.received[0]).toBe(message)
    expect(forwarded()).toBe(2 * message.byteLength)
  })

  test('belongs to its two ends: nobody else can write into it', () => {
    const { relay, stream, applet, console, drops } = setUp()
    const other = new End()
    relay.open(other, new End(), () => {})
    relay.forward(other, messageOn(stream))
    expect([...applet.received, ...console.received]).toEqual([])
    expect(drops).toEqual(['no-such-stream'])
  })

  test('is over when it is closed; its number is not used again', () => {
    const { relay, applet, stream, closes, drops } = setUp()
    relay.close(stream, 'peer-left')
    relay.close(stream, 'ended')
    relay.forward(applet, messageOn(stream))
    expect(closes).toEqual(['peer-left'])
    expect(drops).toEqual(['no-such-stream'])
    expect(relay.open(new End(), new End(), () => {})).not.toBe(stream)
  })
})

describe('a receiver', () => {
  test('that is gone gets nothing, and that is counted', () => {
    const { relay, applet, console, stream, drops } = setUp()
    console.isOpen = false
    relay.forward(applet, messageOn(stream))
    expect(drops).toEqual(['receiver-gone'])
  })

  test('that is too slow loses the stream, and the message is counted', () => {
    const { relay, applet, console, stream, closes, drops } = setUp()
    console.bufferedBytes = LIMITS.relayQueueBytes - messageOn(stream).byteLength
    relay.forward(applet, messageOn(stream))
    expect(console.received).toHaveLength(1)
    console.bufferedBytes += 1
    relay.forward(applet, messageOn(stream))
    expect(closes).toEqual(['peer-too-slow'])
    expect(drops).toEqual(['receiver-too-slow'])
  })
})

test('a malformed envelope is the sender’s fault', () => {
  const { relay, applet } = setUp()
  expect(() => relay.forward(applet, new Uint8Array(7))).toThrow(ProtocolError)
  expect(() => relay.forward(applet, new Uint8Array(8))).toThrow(ProtocolError)
})
