import { once } from 'node:events'
import { type AddressInfo, createServer, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { FaultProxy } from '../support/fault-proxy.ts'
import { until } from '../support/until.ts'
import { xorshift } from '../support/xorshift.ts'

const KIB = 1024

/** A TCP connection that keeps what it hears and how it ended. */
class Line {
  readonly socket: Socket
  readonly chunks: Buffer[] = []
  ended: 'no' | 'reset' | 'closed' = 'no'

  constructor(socket: Socket) {
    this.socket = socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.chunks.push(chunk))
    socket.on('end', () => this.#end('closed'))
    socket.on('error', () => this.#end('reset'))
  }

  static to(port: number): Line {
    return new Line(new Socket().connect(port, '127.0.0.1'))
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString('latin1')
  }

  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  }

  hears(text: string): Promise<void> {
    return until(() => this.text === text, `hearing ${text}`)
  }

  #end(how: 'reset' | 'closed'): void {
    if (this.ended === 'no') this.ended = how
  }
}

/** An echo server, a proxy in front of it, and a line through both that was heard once. */
async function echoThroughProxy(options: Parameters<typeof FaultProxy.to>[1] = {}) {
  const stack = new AsyncDisposableStack()
  const accepted: Line[] = []
  const server = createServer((socket) => {
    accepted.push(new Line(socket))
    socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stack.defer(() => {
    for (const { socket } of accepted) socket.destroy()
    server.close()
  })
  const proxy = stack.use(await FaultProxy.to(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, options))
  const connect = () => {
    const line = Line.to(proxy.port)
    stack.defer(() => void line.socket.destroy())
    return line
  }
  const client = connect()
  client.socket.write('a')
  await client.hears('a')
  const remote = accepted[0] as Line
  return { proxy, client, remote, accepted, connect, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Milliseconds until the client heard this. */
async function timeOf(client: Line, text: string): Promise<number> {
  const startedAt = performance.now()
  await client.hears(text)
  return performance.now() - startedAt
}

/** What arrives in time would have arrived when ten more round trips on another connection are over. */
async function roundTrips(connect: () => Line): Promise<void> {
  const other = connect()
  for (let count = 1; count <= 10; count += 1) {
    other.socket.write('.')
    await other.hears('.'.repeat(count))
  }
}

test('without faults bytes and the end pass in both directions', async () => {
  await using echo = await echoThroughProxy()
  const sent = Buffer.alloc(1024 * KIB, 'x')
  echo.client.socket.end(sent)
  await until(() => echo.client.ended === 'closed', 'the end')
  expect(echo.client.bytes).toBe(sent.length + 1)
})

test('latency makes every piece late, jitter by at most so much more, and order is kept', async () => {
  await using echo = await echoThroughProxy({ random: xorshift(7) })
  echo.proxy.set('toTarget', { latencyMs: 400, jitterMs: 200 })
  for (const letter of 'bcdef') echo.client.socket.write(letter)
  const took = await timeOf(echo.client, 'abcdef')
  expect(took).toBeGreaterThanOrEqual(399)
  // One after the other they would take five times as long.
  expect(took).toBeLessThan(5 * 400)
})

test('bandwidth paces one direction only, and holds the sender back', async () => {
  await using echo = await echoThroughProxy()
  echo.proxy.set('toTarget', { bytesPerSecond: 100 * KIB })
  const startedAt = performance.now()
  echo.client.socket.write(Buffer.alloc(50 * KIB))
  await until(() => echo.remote.bytes === 50 * KIB + 1, 'all of it')
  const seconds = (performance.now() - startedAt) / 1000
  expect(seconds).toBeGreaterThan(0.45)
  // A busy machine lets each portion out a little late.
  expect(seconds).toBeLessThan(5)

  const much = 32 * 1024 * KIB
  echo.client.socket.write(Buffer.alloc(much))
  await until(() => echo.remote.bytes > 60 * KIB, 'the first of it')
  expect(echo.client.socket.writableLength).toBeGreaterThan(much / 2)
})

test('a reset is heard by both sides as a reset, an end as an end', async () => {
  await using reset = await echoThroughProxy()
  reset.proxy.cut('reset')
  await until(() => reset.client.ended === 'reset' && reset.remote.ended === 'reset', 'two resets')
  await using end = await echoThroughProxy()
  end.proxy.cut('end')
  await until(() => end.client.ended === 'closed' && end.remote.ended === 'closed', 'two ends')
})

test('while the link is down nothing passes and nobody new is answered; then both go on', async () => {
  await using echo = await echoThroughProxy()
  echo.proxy.linkDown()
  echo.client.socket.write('b')
  const late = echo.connect()
  const gone = echo.connect()
  late.socket.write('late')
  await once(gone.socket, 'connect')
  gone.socket.destroy()
  await until(() => echo.proxy.tapes.length === 3, 'three connections')
  expect(echo.accepted).toHaveLength(1)
  expect(echo.client.text).toBe('a')
  echo.proxy.linkUp()
  await echo.client.hears('ab')
  await late.hears('late')
  expect(echo.accepted).toHaveLength(2)
})

test('half open: the client is gone and the target hears nothing of it', async () => {
  await using echo = await echoThroughProxy()
  echo.proxy.halfOpen()
  await until(() => echo.client.ended === 'reset', 'the reset')
  await roundTrips(echo.connect)
  expect(echo.remote.ended).toBe('no')
  expect(echo.remote.socket.destroyed).toBe(false)
})

test.each(['toTarget', 'toClient'] as const)('a stall %s leaves the other direction alone', async (toward) => {
  await using echo = await echoThroughProxy()
  echo.proxy.set(toward, { stalled: true })
  echo.client.socket.write('b')
  echo.remote.socket.write('c')
  const [still, live] = toward === 'toTarget' ? [echo.remote, echo.client] : [echo.client, echo.remote]
  await live.hears(toward === 'toTarget' ? 'ac' : 'ab')
  expect(still.text).toBe('a')
  echo.proxy.heal()
  await until(() => still.bytes > 1, 'what was held')
})

test.each([1, 3])('slices of %i bytes', async (sliceBytes) => {
  await using echo = await echoThroughProxy()
  echo.proxy.set('toTarget', { sliceBytes })
  echo.client.socket.write('0123456789')
  await echo.remote.hears('a0123456789')
  expect(echo.remote.chunks.length).toBeGreaterThan(10 / sliceBytes / 2)
})

test('one bit of the nth byte from now flips, and no other', async () => {
  await using echo = await echoThroughProxy({ random: xorshift(3) })
  echo.proxy.corruptByte('toTarget', 4)
  echo.client.socket.write(Buffer.alloc(2))
  echo.client.socket.write(Buffer.alloc(1000))
  await until(() => echo.remote.bytes === 1003, 'all bytes')
  const changed = [...Buffer.concat(echo.remote.chunks).subarray(1).entries()].filter(([, byte]) => byte !== 0)
  expect(changed).toHaveLength(1)
  const [at, byte] = changed[0] as [number, number]
  expect(at).toBe(3)
  expect(Math.log2(byte) % 1).toBe(0)
})

test('two consecutive chunks change places, once', async () => {
  await using echo = await echoThroughProxy({ tape: true })
  echo.proxy.reorderChunks('toTarget')
  echo.client.socket.write('b')
  await until(() => echo.proxy.tapes[0]?.toTarget.toString() === 'ab', 'the first chunk')
  echo.client.socket.write('c')
  await echo.remote.hears('acb')
  echo.client.socket.write('d')
  await echo.remote.hears('acbd')
})

test('a connection is closed when so many of its bytes have passed', async () => {
  await using echo = await echoThroughProxy()
  echo.proxy.set('toTarget', { byteLimit: 5 })
  echo.client.socket.write('bcdefgh')
  await until(() => echo.client.ended === 'closed' && echo.remote.ended === 'closed', 'two ends')
  expect(echo.remote.text).toBe('abcde')
})

test('who is refused gets a reset', async () => {
  await using echo = await echoThroughProxy()
  echo.proxy.refuses = true
  const refused = echo.connect()
  await until(() => refused.ended === 'reset', 'the reset')
  echo.proxy.refuses = false
  await roundTrips(echo.connect)
})

test('a tape keeps what each side of each connection sent, before any fault', async () => {
  await using echo = await echoThroughProxy({ tape: true })
  echo.proxy.corruptByte('toTarget', 1)
  echo.client.socket.write('b')
  await until(() => echo.client.bytes === 2, 'the echo')
  const [tape] = echo.proxy.tapes
  expect(tape?.toTarget.toString()).toBe('ab')
  expect(tape?.toClient.toString('latin1')).toBe(echo.client.text)
  expect(echo.client.text).not.toBe('ab')
})
