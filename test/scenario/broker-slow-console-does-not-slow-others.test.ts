import { expect, test } from 'vitest'
import { ENVELOPE_BYTES, writeEnvelope } from '../../src/protocol/broker/relay-envelope.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

function messageOn(stream: number, fill: number, bytes = 1000): Buffer {
  const message = Buffer.alloc(ENVELOPE_BYTES + bytes, fill)
  writeEnvelope(message, stream)
  return message
}

async function metric(broker: TestBroker, line: string): Promise<number> {
  const text = await (await fetch(`${broker.url}/metrics`)).text()
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.split(' ')[1] ?? 0,
  )
}

test('two sessions at once do not mix a byte, and neither can write into the other', async () => {
  await using broker = await TestBroker.start()
  const [one, two] = [await broker.openScreen(), await broker.openScreen()]
  for (let count = 0; count < 200; count += 1) {
    one.applet.socket.send(messageOn(one.stream, 1))
    two.applet.socket.send(messageOn(two.stream, 2))
    one.screen.socket.send(messageOn(one.stream, 3))
    two.screen.socket.send(messageOn(two.stream, 4))
    // Forged: streams of the other session.
    one.applet.socket.send(messageOn(two.stream, 9))
    one.screen.socket.send(messageOn(two.stream, 9))
  }
  const ends = [one.applet, one.screen, two.applet, two.screen]
  await until(() => ends.every((end) => end.binaries.length >= 200), 'all messages')
  await until(async () => (await metric(broker, 'rescue_relay_drops_total{reason="no-such-stream"}')) === 400, 'drops')
  const heard = ends.map((end) => new Set(end.binaries.map((message) => message.at(-1))))
  expect(heard).toEqual([new Set([3]), new Set([1]), new Set([4]), new Set([2])])
  expect(ends.map((end) => end.binaries.length)).toEqual([200, 200, 200, 200])
  expect(await metric(broker, 'rescue_relay_messages_total')).toBe(800)
})

test('[R2] a console that stops reading is cut at 64 MiB and counted; another session does not notice', async () => {
  await using broker = await TestBroker.start()
  const [slow, other] = [await broker.openScreen(), await broker.openScreen()]
  slow.screen.socket.pause()
  const message = messageOn(slow.stream, 1, LIMITS.socketMessageBytes - ENVELOPE_BYTES)
  const cut = () => slow.applet.messages.some(({ type }) => type === 'stream-closed')
  for (let count = 0; count < 200 && !cut(); count += 1) {
    slow.applet.socket.send(message)
    other.applet.socket.send(messageOn(other.stream, 2))
    await until(
      () => slow.applet.socket.bufferedAmount === 0 && other.screen.binaries.length > count,
      'the other session',
    )
  }
  expect(await slow.applet.hears('stream-closed')).toMatchObject({ stream: slow.stream, code: 'peer-too-slow' })
  expect(await metric(broker, 'rescue_relay_drops_total{reason="receiver-too-slow"}')).toBe(1)
  expect(await slow.technician.status(slow.id)).toBe('Active')
  await (await slow.technician.screenSocket(slow.id)).hears('stream-opened')
})
