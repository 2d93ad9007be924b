import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { PermissionGate } from '../../src/applet/permission/permission-gate.ts'
import type { BytePipe, BytePipeReceiver } from '../../src/channel/byte-pipe.ts'
import type { SealedChannel } from '../../src/channel/sealed-channel.ts'
import { CLOSE_CODES, type CloseCode, closeCodeName } from '../../src/protocol/close-code.ts'
import { decodeBlock, isBlock } from '../../src/protocol/peer/block-codec.ts'
import { ChannelPair } from './channel-pair.ts'
import { FaultProxy } from './fault-proxy.ts'
import { FileTalk } from './file-talk.ts'

/** What one side sent of files, and how much of it a second time since the last look. */
class SentBlocks {
  #again = 0
  readonly #reached = new Map<number, number>()
  #awaited: { readonly end: number; readonly act: () => void } | undefined

  /** Calls as soon as a byte so far in a file leaves for the first time, before anything else does. */
  when(end: number, act: () => void): void {
    this.#awaited = { end, act }
  }

  watch(channel: SealedChannel): void {
    const sendFrame = channel.sendFrame.bind(channel)
    channel.sendFrame = (bytes) => {
      sendFrame(bytes)
      if (isBlock(bytes)) this.#note(bytes)
    }
  }

  takeAgain(): number {
    const again = this.#again
    this.#again = 0
    return again
  }

  #note(bytes: Uint8Array): void {
    const { file, offset, data } = decodeBlock(bytes)
    const end = offset + data.byteLength
    const reached = this.#reached.get(file) ?? 0
    this.#again += Math.min(data.byteLength, Math.max(0, reached - offset))
    this.#reached.set(file, Math.max(reached, end))
    if (!this.#awaited || end < this.#awaited.end) return
    const { act } = this.#awaited
    this.#awaited = undefined
    act()
  }
}

/** Files between two sides that talk over real sockets through a bad line; the technician's side comes back by itself. */
export class FileLine implements AsyncDisposable {
  readonly talk: FileTalk
  readonly pair: ChannelPair
  readonly proxy: FaultProxy
  readonly sent = { console: new SentBlocks(), applet: new SentBlocks() }
  readonly closed: CloseCode[] = []
  cuts = 0
  readonly #server: WebSocketServer
  #isOver = false

  private constructor(talk: FileTalk, pair: ChannelPair, proxy: FaultProxy, server: WebSocketServer) {
    this.talk = talk
    this.pair = pair
    this.proxy = proxy
    this.#server = server
  }

  static async open(): Promise<FileLine> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 2 ** 20 })
    await once(server, 'listening')
    const proxy = await FaultProxy.to(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const gate = new PermissionGate()
    const line = new FileLine(new FileTalk(gate), new ChannelPair({ grantEpoch: () => gate.epoch }), proxy, server)
    line.#listen()
    await line.#begin()
    return line
  }

  /** Both sides hear of it; resolves when they talk again. */
  async cut(how: 'reset' | 'end'): Promise<void> {
    const back = this.pair.opens(this.pair.applet)
    this.cuts += 1
    this.proxy.cut(how)
    await back
  }

  /** So many times while a file of so many bytes leaves this side, evenly. Resolves with the bytes that each made go again. */
  async cutEvenly(side: 'console' | 'applet', cuts: number, bytes: number): Promise<number[]> {
    const again: number[] = []
    for (let count = 1; count <= cuts; count += 1) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      this.sent[side].when((bytes * count) / (cuts + 1), () => {
        again.push(this.sent[side].takeAgain())
        this.cut(count % 2 === 0 ? 'reset' : 'end').then(resolve, reject)
      })
      await promise
    }
    // Before the first cut nothing goes again.
    return again.slice(1)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true
    this.pair.applet.close('ended')
    this.talk[Symbol.dispose]()
    for (const socket of this.#server.clients) socket.terminate()
    await this.proxy[Symbol.asyncDispose]()
    this.#server.close()
  }

  #listen(): void {
    const { pair, sent, talk } = this
    sent.console.watch(pair.console)
    sent.applet.watch(pair.applet)
    talk.wire(pair)
    pair.console.on('closed', ({ code }) => this.closed.push(code))
    pair.applet.on('closed', ({ code }) => this.closed.push(code))
    pair.consoleExchange.on('codeShown', () => pair.consoleExchange.enterCode(pair.code.digits ?? ''))
    this.#server.on('connection', (socket) => pair.applet.attach(new SocketPipe(socket)))
  }

  async #begin(): Promise<void> {
    const opened = Promise.all([this.pair.console, this.pair.applet].map((end) => this.pair.opens(end)))
    this.#connect()
    await opened
  }

  #connect(): void {
    if (this.#isOver || this.closed.length > 0) return
    const socket = new WebSocket(this.proxy.url.replace('http', 'ws'))
    socket.once('open', () => this.pair.console.attach(new SocketPipe(socket)))
    socket.once('close', () => setImmediate(() => this.#connect()))
    socket.on('error', () => {})
  }
}

class SocketPipe implements BytePipe {
  readonly headBytes = 0
  receiver: BytePipeReceiver | undefined
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data: RawData) => this.receiver?.received(data as Buffer))
    socket.on('close', (code, reason) => this.receiver?.closed(closeCodeName(code) ?? 'peer-left', reason.toString()))
    socket.on('error', () => {})
  }

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(message)
  }

  close(code: CloseCode, detail: string): void {
    this.#socket.close(CLOSE_CODES[code], detail)
  }
}
