import { once } from 'node:events'
import { type AddressInfo, createServer, Socket } from 'node:net'
import { Direction, FaultLane, type LaneFaults, NO_FAULTS } from './fault-lane.ts'
import { xorshift } from './xorshift.ts'

type Toward = 'toTarget' | 'toClient'

interface Options {
  /** Draws jitter and the bits that flip. */
  readonly random?: () => number
  /** Keeps what was sent, for `tapes`. */
  readonly tape?: boolean
}

/** A bad network: a TCP proxy on a free loopback port, with faults that can be switched on and off while bytes flow. */
export class FaultProxy implements AsyncDisposable {
  /** New connections are reset at once. */
  refuses = false
  readonly #target: { readonly host: string; readonly port: number }
  readonly #tape: boolean
  readonly #directions: Readonly<Record<Toward, Direction>>
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client))
  readonly #connections: Connection[] = []

  private constructor(target: URL, { random = xorshift(1), tape = false }: Options) {
    this.#target = { host: target.hostname, port: Number(target.port) }
    this.#tape = tape
    this.#directions = { toTarget: new Direction(random), toClient: new Direction(random) }
  }

  /** In front of the host and port of this URL. */
  static async to(target: string, options: Options = {}): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(target), options)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** What each connection's sides sent, before any fault, in the order of the connections. */
  get tapes(): readonly Readonly<Record<Toward, Buffer>>[] {
    return this.#connections.map(({ toTarget, toClient }) => ({ toTarget: toTarget.tape, toClient: toClient.tape }))
  }

  /** Changes these faults of one direction and leaves its others. */
  set(toward: Toward, faults: Partial<LaneFaults>): void {
    const direction = this.#directions[toward]
    direction.faults = { ...direction.faults, ...faults }
    this.#pump()
  }

  /** Flips one bit of the nth byte from now, counted over all connections; 1 is the next. */
  corruptByte(toward: Toward, nth: number): void {
    this.#directions[toward].corruptsIn = nth
  }

  /** Swaps the next two chunks of one connection; the first waits for the second. */
  reorderChunks(toward: Toward): void {
    this.#directions[toward].swapsNext = true
  }

  /** Ends all connections on both sides. */
  cut(how: 'reset' | 'end' = 'reset'): void {
    for (const connection of this.#connections) connection.cut(how)
  }

  /** The client's side of all connections dies and the target hears nothing of it. */
  halfOpen(): void {
    for (const connection of this.#connections) connection.halfOpen()
  }

  /** What is connected freezes, and what connects gets no answer. */
  linkDown(): void {
    for (const direction of Object.values(this.#directions)) direction.isDown = true
  }

  /** What was frozen goes on. */
  linkUp(): void {
    for (const direction of Object.values(this.#directions)) direction.isDown = false
    for (const connection of this.#connections) connection.open(this.#target)
    this.#pump()
  }

  /** No faults any more; what is broken stays broken. */
  heal(): void {
    this.refuses = false
    for (const direction of Object.values(this.#directions)) direction.faults = NO_FAULTS
    this.linkUp()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.cut()
    await once(this.#server, 'close')
  }

  #accept(client: Socket): void {
    if (this.refuses) return void client.resetAndDestroy()
    const connection = new Connection(client, this.#directions, this.#tape)
    this.#connections.push(connection)
    if (!this.#directions.toTarget.isDown) connection.open(this.#target)
  }

  #pump(): void {
    for (const { toTarget, toClient } of this.#connections) {
      toTarget.pump()
      toClient.pump()
    }
  }
}

/** A client's connection and ours to the target. */
class Connection {
  readonly toTarget: FaultLane
  readonly toClient: FaultLane
  readonly #client: Socket
  readonly #target = new Socket({ allowHalfOpen: true }).setNoDelay(true)
  #opened = false

  constructor(client: Socket, directions: Readonly<Record<Toward, Direction>>, tape: boolean) {
    this.#client = client
    const limitReached = () => this.cut('end')
    this.toTarget = new FaultLane(directions.toTarget, { from: client, to: this.#target, limitReached, tape })
    this.toClient = new FaultLane(directions.toClient, { from: this.#target, to: client, limitReached, tape })
  }

  /** A client that gave up before was never heard of. */
  open(target: { readonly host: string; readonly port: number }): void {
    if (this.#opened || this.#client.destroyed || this.#client.readableEnded) return
    this.#opened = true
    this.#target.connect(target)
  }

  cut(how: 'reset' | 'end'): void {
    this.#deafen()
    for (const socket of [this.#client, this.#target]) {
      if (how === 'reset') socket.resetAndDestroy()
      else socket.end()
    }
  }

  halfOpen(): void {
    this.#deafen()
    this.#client.resetAndDestroy()
    this.#target.pause()
  }

  #deafen(): void {
    this.toTarget.deafen()
    this.toClient.deafen()
  }
}
