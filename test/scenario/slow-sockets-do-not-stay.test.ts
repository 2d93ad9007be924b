import { availableParallelism, loadavg } from 'node:os'
import { expect, test } from 'vitest'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { issue } from '../support/certificates.ts'
import { claimOf } from '../support/claim.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { freePort } from '../support/free-port.ts'
import { frameOf, HALF_BODY, HALF_HEAD, halfFrame, SlowSocket, upgradeTo } from '../support/slow-socket.ts'
import { TestBroker } from '../support/test-broker.ts'
import { until } from '../support/until.ts'

const SOCKETS = process.env.FULL ? 2000 : 300
const GONE_MS = 30_000
const JOINED_MS = 1000
/** One address may not have many sockets that are nobody's yet; the slow ones come from many, honest ones from another. */
const ADDRESSES = 50
const HONEST = '127.0.0.2'

const applet = upgradeTo(SOCKET_PATHS.applet)

/** What a slow socket says before it goes on byte by byte, or falls silent. */
const BEGINNINGS: Readonly<Record<string, readonly (string | Buffer)[]>> = {
  nothing: [],
  'half a head': [HALF_HEAD],
  'half a body': [HALF_BODY],
  'an upgrade to nowhere': [upgradeTo('/nowhere')],
  'an upgrade': [applet],
  'half a frame': [applet, halfFrame()],
}

/** An applet that shows a good PIN, and half a frame after it. */
async function registered(technician: ConsoleClient): Promise<readonly (string | Buffer)[]> {
  const { pin } = await technician.newSession()
  return [applet, frameOf(claimOf(pin)), halfFrame()]
}

/** How many want each processor: on a machine with other work everybody waits for their turn, whatever the broker does. */
function turns(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
}

async function openSlowSockets(broker: TestBroker, technician: ConsoleClient): Promise<SlowSocket[]> {
  const kinds = Object.values(BEGINNINGS)
  const sockets: SlowSocket[] = []
  for (let at = 0; at < SOCKETS; at += 1) {
    const words = kinds[at % (kinds.length + 1)] ?? (await registered(technician))
    const socket = new SlowSocket(new URL(broker.url), `127.0.1.${1 + (at % ADDRESSES)}`, words)
    sockets.push(socket)
    if (Math.floor(at / (kinds.length + 1)) % 2 === 0) socket.drip()
  }
  return sockets
}

/** Milliseconds from the first byte to being registered. */
async function join(broker: TestBroker, technician: ConsoleClient): Promise<number> {
  const { pin } = await technician.newSession()
  const startedAt = performance.now()
  const socket = await broker.appletSocket({ localAddress: HONEST })
  socket.say(claimOf(pin))
  await socket.hears('session-registered')
  const took = performance.now() - startedAt
  socket.say({ type: 'customer-left' })
  await socket.closes()
  return took
}

test(`[SLOW-1] ${SOCKETS} slow sockets are gone within 30 s, and who is honest joins within a second meanwhile`, async () => {
  await using broker = await TestBroker.start()
  const technician = await broker.technician()
  const startedAt = performance.now()
  using closing = new DisposableStack()
  const sockets = await openSlowSockets(broker, technician)
  for (const socket of sockets) closing.use(socket)
  const openedIn = performance.now() - startedAt
  const joins: number[] = []
  while (sockets.some(({ isGone }) => !isGone) && performance.now() - startedAt < openedIn + GONE_MS) {
    joins.push(await join(broker, technician))
  }
  const goneIn = performance.now() - startedAt - openedIn
  expect(sockets.flatMap(({ isGone, heard }, at) => (isGone ? [] : [`${at}: ${heard}`]))).toEqual([])
  joins.sort((a, b) => a - b)
  const p99 = joins[Math.floor(joins.length * 0.99)] ?? Infinity
  if (process.env.FULL) console.log(`the last was gone after ${goneIn} ms; ${joins.length} joins, p99 ${p99} ms`)
  expect(p99).toBeLessThan(JOINED_MS * turns())
}, 120_000)

test('[SLOW-1] half a TLS handshake does not stay either, nor half a head beside it', async () => {
  const { certificate, key } = issue({ name: 'broker', host: 'localhost', usage: 'server' })
  const redirectPort = await freePort()
  const tls = { cert: Buffer.from(certificate), key: Buffer.from(key) }
  await using broker = await TestBroker.start({}, { tls, publicUrl: 'https://localhost', redirectPort })
  // A handshake record of 512 bytes with a ClientHello, of which only the head is there.
  const halfHello = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])
  using closing = new DisposableStack()
  const open = (port: number, words: (string | Buffer)[]) =>
    closing.use(new SlowSocket(new URL(`http://127.0.0.1:${port}`), '127.0.0.1', words))
  const { port } = broker.broker
  const sockets = [open(port, []), open(port, [halfHello]), open(port, [halfHello]), open(redirectPort, [HALF_HEAD])]
  for (const socket of sockets.slice(2)) socket.drip()
  await until(() => sockets.every(({ isGone }) => isGone), 'all to be gone', GONE_MS)
})
