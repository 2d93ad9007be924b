import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Canary, foundIn, namesOf } from './canary.ts'
import { readConnections } from './tcp-streams.ts'
import { until } from './until.ts'
import { type Conversation, readConversation } from './websocket-frames.ts'

/** Kilobytes that the kernel keeps for tcpdump while both cores are busy. */
const BUFFER_KIB = 65_536

/** All that goes over loopback from and to one server. Needs tcpdump and the right to use it. */
export class PacketCapture implements AsyncDisposable {
  readonly #port: number
  readonly #child: ChildProcess
  readonly #chunks: Buffer[] = []
  #told = ''

  private constructor(port: number) {
    this.#port = port
    const options = ['-i', 'lo', '-n', '-s', '0', '-B', String(BUFFER_KIB), '--immediate-mode', '-U', '-w', '-']
    this.#child = spawn('tcpdump', [...options, `ip and tcp port ${port}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#told += chunk.toString()
    })
  }

  /** Resolves when it listens; nothing should be connected to the port before. */
  static async start(port: number): Promise<PacketCapture> {
    const capture = new PacketCapture(port)
    await until(() => capture.#told.includes('listening on'), `tcpdump: ${capture.#told}`)
    return capture
  }

  /** What was said up to now, on every connection. Throws when a single packet is missing. */
  async conversations(): Promise<Conversation[]> {
    await this.#catchUp()
    await this[Symbol.asyncDispose]()
    if (!this.#told.includes('\n0 packets dropped by kernel')) throw new Error(`the capture has holes: ${this.#told}`)
    return readConnections(Buffer.concat(this.#chunks), this.#port).map(readConversation)
  }

  /** Packets come in their order: when a last word is there, all before it is. */
  async #catchUp(): Promise<void> {
    const word = `last-word-${crypto.randomUUID()}`
    await fetch(`http://127.0.0.1:${this.#port}/${word}`)
    await until(() => Buffer.concat(this.#chunks.slice(-64)).includes(word), 'the end of the capture')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return
    this.#child.kill('SIGINT')
    await once(this.#child, 'close')
  }
}

/** The names of the canaries that somebody on the wire, or the server, could read there. */
export function foundOnWire(conversations: readonly Conversation[], canaries: readonly Canary[]): string[] {
  const found = conversations.flatMap(({ toServer, toClient }) =>
    [toServer, toClient].flatMap((pieces) => foundIn(Buffer.concat(pieces), canaries)),
  )
  return namesOf(canaries).filter((name) => found.includes(name))
}
