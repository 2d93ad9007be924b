import { connect, type Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { LIMITS } from '../../src/protocol/limits.ts'
import { claimOf } from './claim.ts'
import type { ConsoleClient } from './console-client.ts'
import { WireClient } from './wire-client.ts'

/** A broker, wherever it runs, and somebody who is signed in to it. */
export interface Target {
  readonly url: string
  readonly technician: ConsoleClient
}

/** Something much larger than it has any right to be, and with what it must be answered. */
export interface Bomb {
  readonly what: string
  readonly answer: string
  /** Resolves with the answer: the name or number of a close, or the status of HTTP. */
  throwAt(target: Target): Promise<string>
}

const MEBIBYTE = 1024 * 1024
const HTTP_BODY = 16 * 1024

const nested = (bytes: number) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2)
const heartbeat = (more: string) => `{"type":"heartbeat-sent","time":1,"more":${more}}`
const claim = (program: string) => JSON.stringify({ ...claimOf('123456'), program })

/** A masked frame's head that announces so many bytes. */
function frameHead(first: number, length: bigint): Buffer {
  const head = Buffer.alloc(14)
  head.set([first, 0xff])
  head.writeBigUInt64BE(length, 2)
  return head
}

/** Past the client's own manners. */
function wireOf(socket: WebSocket): Socket {
  return (socket as unknown as { readonly _socket: Socket })._socket
}

type Send = (socket: WebSocket) => void

async function answerTo(applet: WireClient, send: Send): Promise<string> {
  send(applet.socket)
  const closed = await applet.closes()
  return closed?.name ?? String(closed?.code)
}

/** To an applet's socket that has not said who it is. */
function first(what: string, answer: string, send: Send): Bomb {
  return {
    what: `as its first word, ${what}`,
    answer,
    throwAt: async ({ url }) => answerTo(await WireClient.open(url + SOCKET_PATHS.applet), send),
  }
}

/** From an applet that has a session. */
function later(what: string, answer: string, send: Send): Bomb {
  return {
    what: `from a registered applet, ${what}`,
    answer,
    async throwAt(target) {
      const { applet, end } = await waitingApplet(target)
      const given = await answerTo(applet, send)
      await end()
      return given
    },
  }
}

/** A session whose customer waits. */
export async function waitingApplet({ url, technician }: Target) {
  const { id, pin } = await technician.newSession()
  const applet = await WireClient.open(url + SOCKET_PATHS.applet)
  applet.say(claimOf(pin))
  await applet.hears('session-registered')
  const end = () => technician.post(`/api/sessions/${id}/end`)
  return { id, applet, end }
}

/** A request of somebody signed in: refusing strangers would prove nothing. */
function http(what: string, answer: string, head: readonly string[], body = '', path = '/api/sessions'): Bomb {
  return {
    what: `over HTTP, ${what}`,
    answer,
    async throwAt({ url, technician }) {
      const own = Object.entries(technician.headers).map(([name, value]) => `${name}: ${value}`)
      const lines = [`POST ${path} HTTP/1.1`, 'host: broker', 'connection: close', ...own, ...head]
      return statusOf(new URL(url), `${lines.join('\r\n')}\r\n\r\n${body}`)
    },
  }
}

async function statusOf({ hostname, port }: URL, request: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  let heard = ''
  const socket = connect(Number(port), hostname)
  socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
  // What is refused is refused while it is still on its way.
  socket.on('error', () => {})
  socket.on('close', () => resolve(heard.slice(9, 12)))
  socket.write(request)
  return promise
}

const JSON_TYPE = 'content-type: application/json'
const FORM_TYPE = 'content-type: application/x-www-form-urlencoded'
const withLength = (body: string) => `content-length: ${body.length}`
const sized = (type: string, body: string) => [[type, withLength(body)], body] as const

export const BOMBS: readonly Bomb[] = [
  first('a text above 4 KiB', 'message-too-large', (socket) => socket.send(claim('x'.repeat(5000)))),
  first('4 KiB in many parts', 'message-too-large', (socket) => {
    for (let part = 0; part < 50; part += 1) socket.send('x'.repeat(100), { fin: false })
  }),
  first('a frame that announces 2^62 bytes', '1009', (socket) => wireOf(socket).write(frameHead(0x81, 2n ** 62n))),
  first('brackets only', 'protocol-error', (socket) => socket.send(nested(4000))),
  first('a frame said to be compressed', '1002', (socket) => wireOf(socket).write(frameHead(0xc1, 100n))),
  later('a message above 1 MiB', '1009', (socket) => socket.send(Buffer.alloc(LIMITS.socketMessageBytes + 1))),
  later('1 MiB and more in parts', '1009', (socket) => {
    for (let part = 0; part < 17; part += 1) socket.send(Buffer.alloc(MEBIBYTE / 16), { fin: false })
  }),
  later('a frame that announces 2 GiB', '1009', (socket) => wireOf(socket).write(frameHead(0x82, 2n ** 31n))),
  later('a frame said to be compressed', '1002', (socket) => wireOf(socket).write(frameHead(0xc2, 1000n))),
  later('a text above its limit', 'message-too-large', (socket) =>
    socket.send(heartbeat(`"${'x'.repeat(LIMITS.controlMessageBytes)}"`)),
  ),
  later('brackets only, as many as fit', 'protocol-error', (socket) => socket.send(nested(LIMITS.controlMessageBytes))),
  later('a hundred thousand brackets that nobody asked for, then nonsense', 'protocol-error', (socket) => {
    socket.send(heartbeat(nested(200_000)))
    socket.send('nonsense')
  }),
  later('a list of 180 000 that nobody asked for, then nonsense', 'protocol-error', (socket) => {
    socket.send(heartbeat(`[0${',0'.repeat(180_000)}]`))
    socket.send('nonsense')
  }),
  later('60 000 fields that nobody asked for, then nonsense', 'protocol-error', (socket) => {
    const fields = Array.from({ length: 30_000 }, (_, at) => `"${at.toString(36)}":0`)
    socket.send(heartbeat(`{${fields}}`))
    socket.send('nonsense')
  }),
  http('a body above 16 KiB', '413', ...sized(JSON_TYPE, JSON.stringify({ name: 'x'.repeat(HTTP_BODY) }))),
  http('a body that announces 2 GiB', '413', [JSON_TYPE, `content-length: ${2 ** 31}`], '{'),
  http(
    'a body without end',
    '413',
    [JSON_TYPE, 'transfer-encoding: chunked'],
    `4000\r\n${' '.repeat(0x4000)}\r\n`.repeat(8),
  ),
  http('a body of brackets', '400', ...sized(JSON_TYPE, nested(HTTP_BODY - 2))),
  http('a form of 8000 fields', '400', ...sized(FORM_TYPE, 'a&'.repeat(8000))),
  http('a form above 16 KiB at the entry', '413', ...sized(FORM_TYPE, `pin=${'1'.repeat(HTTP_BODY)}`), '/'),
  http('headers above 16 KiB', '400', [`x-more: ${'x'.repeat(HTTP_BODY)}`]),
  http('a path above 16 KiB', '400', [], '', `/${'x'.repeat(HTTP_BODY)}`),
  http(
    'a compressed body, which nobody unpacks',
    '400',
    [JSON_TYPE, 'content-encoding: gzip', 'content-length: 20'],
    '\x1f\x8b\x08'.padEnd(20),
  ),
]
