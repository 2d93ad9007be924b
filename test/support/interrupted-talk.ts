import { readRecordHeader } from '../../src/channel/record.ts'
import { ChannelPair, quiet } from './channel-pair.ts'
import { FakeClock } from './fake-clock.ts'
import type { Side } from './memory-pipe.ts'

const SIDES = ['console', 'applet'] as const

/** Two sides that talk over lines that break, and a model of what each must have heard. */
export class InterruptedTalk {
  readonly clock = new FakeClock()
  /** What each side said that has to arrive, and what was heard of it. */
  readonly said: Record<Side, number> = { console: 0, applet: 0 }
  readonly heard: Record<Side, number[]> = { console: [], applet: [] }
  /** What need not arrive. */
  readonly passing: Record<Side, number[]> = { console: [], applet: [] }
  readonly closed: string[] = []
  /** Every number under every key that was used in a direction. */
  readonly #numbers = new Set<string>()
  readonly repeated: string[] = []
  messagesPassed = 0
  readonly #pair: ChannelPair
  #passing = 0
  #recordsLeft = Number.POSITIVE_INFINITY
  #noticedBy: readonly Side[] = SIDES

  private constructor(renewAfter: { records: number; ms: number }) {
    this.#pair = new ChannelPair({ policy: 'offered', clock: this.clock, renewAfter })
    for (const side of SIDES) this.#listen(side)
    this.#pair.meddle = (record, from) => this.#pass(record, from)
  }

  static async begin(renewAfter = { records: 25, ms: 60_000 }): Promise<InterruptedTalk> {
    const talk = new InterruptedTalk(renewAfter)
    talk.connect()
    await quiet()
    return talk
  }

  say(from: Side): void {
    this.said[from] += 1
    this.#pair[from].send({ type: 'chat-said', time: this.said[from], text: 'x' })
  }

  /** Something that is about this moment. */
  mention(from: Side): void {
    this.#passing += 1
    if (from === 'applet') this.#pair.applet.sendFrame(new Uint8Array(this.#passing))
    else this.#pair.console.send({ type: 'echo-requested', id: this.#passing })
  }

  /** A new line, whatever became of the one before; it dies after so many records. */
  connect(records = Number.POSITIVE_INFINITY, noticedBy: readonly Side[] = SIDES): void {
    this.cutAfter(records, noticedBy)
    this.#pair.connect()
  }

  cutAfter(records: number, noticedBy: readonly Side[]): void {
    this.#recordsLeft = records
    this.#noticedBy = noticedBy
  }

  cut(noticedBy: readonly Side[]): void {
    this.#pair.cut('peer-left', noticedBy)
  }

  renew(): void {
    this.#pair.consoleExchange.renew()
  }

  /** The first thing that is not as it must be, at any moment. */
  get fault(): string | undefined {
    if (this.closed.length > 0) return `closed: ${this.closed}`
    if (this.repeated.length > 0) return `used twice: ${this.repeated}`
    return SIDES.map((side) => this.#faultOf(side)).find((fault) => fault !== undefined)
  }

  /** The line is up and nothing is on its way: everything has arrived, and nothing is kept. */
  async settled(): Promise<string | undefined> {
    this.connect()
    await quiet()
    const missing = SIDES.find((side) => this.heard[side].length !== this.said[side])
    if (missing) return `of ${this.said[missing]} from the ${missing} only ${this.heard[missing].length} were heard`
    const before = this.messagesPassed
    this.connect()
    await quiet()
    return this.messagesPassed === before ? this.fault : 'something was kept that had arrived'
  }

  #faultOf(side: Side): string | undefined {
    const wrong = this.heard[side].findIndex((number, at) => number !== at + 1)
    if (wrong >= 0) return `from the ${side}, at ${wrong}: ${this.heard[side]}`
    const passing = this.passing[side]
    const isInOrder = passing.every((number, at) => at === 0 || number > (passing[at - 1] as number))
    return isInOrder ? undefined : `from the ${side} in passing: ${passing}`
  }

  #pass(record: Uint8Array<ArrayBuffer>, from: Side): Uint8Array<ArrayBuffer>[] {
    this.#note(record, from)
    this.#recordsLeft -= 1
    if (this.#recordsLeft !== -1) return [record]
    this.cut(this.#noticedBy)
    return []
  }

  #note(record: Uint8Array<ArrayBuffer>, from: Side): void {
    const { type, epoch, seq } = readRecordHeader(record)
    if (type === 'handshake') return
    if (type === 'message') this.messagesPassed += 1
    const number = `${from} ${epoch} ${seq}`
    if (this.#numbers.has(number)) this.repeated.push(number)
    this.#numbers.add(number)
  }

  #listen(side: Side): void {
    const from = side === 'console' ? 'applet' : 'console'
    const channel = this.#pair[side]
    channel.on('message', ({ message }) => {
      if (message.type === 'chat-said') this.heard[from].push(message.time)
      else if (message.type === 'echo-requested') this.passing[from].push(message.id)
    })
    channel.on('frame', (bytes) => this.passing[from].push(bytes.byteLength))
    channel.on('closed', ({ code, detail }) => this.closed.push(`${side} ${code} ${detail}`))
  }
}
