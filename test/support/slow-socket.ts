import { Socket } from 'node:net'
import type { BrokerLayerMessage } from '../../src/protocol/broker/catalog.ts'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'

const DRIP_MS = 1000
/** RFC 6455, 5.2: a final text frame; masked. */
const TEXT_FRAME = 0x81
const MASKED = 0x80
const SIXTEEN_BIT_LENGTH = 126

/** A peer that takes its time: says the beginning of something, goes on byte by byte or not at all, and never leaves. */
export class SlowSocket implements Disposable {
  readonly socket: Socket
  isGone = false
  heard = ''
  #dripping: NodeJS.Timeout | undefined

  /** `from` is an address of this computer; all of 127/8 is. */
  constructor({ hostname, port }: URL, from: string, words: readonly (string | Buffer)[]) {
    // It keeps its half open, so that the other side has to let go of it.
    this.socket = new Socket({ allowHalfOpen: true })
    this.socket.connect({ host: hostname, port: Number(port), localAddress: from })
    this.socket.setNoDelay(true)
    this.socket.on('data', (bytes) => {
      this.heard += bytes.toString('latin1')
    })
    this.socket.on('end', () => this.drip())
    this.socket.on('error', () => {})
    this.socket.on('close', () => this.#gone())
    for (const word of words) this.socket.write(word)
  }

  /** One more byte each second, for as long as anybody takes them. */
  drip(): void {
    this.#dripping ??= setInterval(() => this.socket.write('x'), DRIP_MS)
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
    this.#gone()
  }

  #gone(): void {
    clearInterval(this.#dripping)
    this.isGone = true
  }
}

export const HALF_HEAD = `GET ${SOCKET_PATHS.applet} HTTP/1.1\r\nHost: broker\r\nX-Slow: `
export const HALF_BODY =
  'POST /api/sign-in HTTP/1.1\r\nHost: broker\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{'

export function upgradeTo(path: string): string {
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'
  return `GET ${path} HTTP/1.1\r\nHost: broker\r\n${upgrade}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
}

/** A whole text frame; the mask is zero, so its payload is the message as it is. */
export function frameOf(message: BrokerLayerMessage): Buffer {
  const payload = Buffer.from(JSON.stringify(message))
  return Buffer.concat([frameHead(payload.length), payload])
}

/** The head of a frame and a few of its bytes. */
export function halfFrame(): Buffer {
  return Buffer.concat([frameHead(500), Buffer.from('{"ty')])
}

function frameHead(length: number): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt8(TEXT_FRAME, 0)
  head.writeUInt8(MASKED | SIXTEEN_BIT_LENGTH, 1)
  head.writeUInt16BE(length, 2)
  return head
}
