import { LIMITS } from '../protocol/limits.ts'
import { ProtocolError } from '../protocol/protocol-error.ts'
import type { BytePipe } from './byte-pipe.ts'
import { MessageAssembler } from './message-assembler.ts'
import { RECORD_HEADER_BYTES, type RecordHeader, readRecordHeader } from './record.ts'
import type { SealedLine } from './sealed-line.ts'

export interface RecordListener {
  /** In clear: anybody may have said it. */
  handshake(payload: Uint8Array): void
  /** The first record under a new key. */
  keyUsed(): void
  message(bytes: Uint8Array, grantEpoch: number): void
  frame(bytes: Uint8Array): void
  acknowledged(payload: Uint8Array): void
  /** Something in a turn went wrong; the turns after it still come. */
  failed(error: unknown): void
}

/** A record on its way out of its seal. */
interface Opening {
  readonly header: RecordHeader
  /** Of its key. */
  readonly isFirst: boolean
  readonly payload: Promise<Uint8Array>
}

/** Bytes that the other side did not send, or not now. */
export class Tampered extends Error {
  override readonly name = 'Tampered'

  constructor(cause: ProtocolError) {
    super(cause.message)
  }
}

/** Opens records one after the other and puts messages together. Nothing is read before its tag was right. */
export class RecordReceiver {
  readonly #listener: RecordListener
  readonly #assembler = new MessageAssembler()
  #pipe: BytePipe | undefined
  /** The pipe that counts now; the newest, as soon as all that came before it is done. */
  #heard: BytePipe | undefined
  #line: SealedLine | undefined
  #hadKeys = false
  #heardInClear = 0n
  #queue: Promise<void> = Promise.resolve()
  #waitingBytes = 0
  /** Records that wait and are not being opened yet; among them may be what brings another key. */
  #untouched = 0

  constructor(listener: RecordListener) {
    this.#listener = listener
  }

  /** Records under the present key. */
  get count(): bigint {
    return this.#line?.count ?? 0n
  }

  attach(pipe: BytePipe): void {
    this.#pipe = pipe
    this.#heardInClear = 0n
  }

  /**
   * From now on only this pipe counts, and sealed records only under a new key: the other side is about to be told what
   * arrived, and what came later would come twice.
   */
  begin(pipe: BytePipe): void {
    this.#heard = pipe
    this.#line = undefined
    this.#assembler.clear()
  }

  /** From the next record on. A message in parts does not go on under another key. */
  use(line: SealedLine): void {
    this.#line = line
    this.#hadKeys = true
    this.#assembler.clear()
  }

  received(pipe: BytePipe, bytes: Uint8Array): void {
    const opening = this.#openEarly(pipe, bytes)
    this.#waitingBytes += bytes.byteLength
    this.#untouched += opening ? 0 : 1
    this.turn(async () => {
      this.#waitingBytes -= bytes.byteLength
      this.#untouched -= opening ? 0 : 1
      await this.#take(pipe, bytes, opening)
    })
    if (this.#waitingBytes > LIMITS.relayQueueBytes) this.#listener.failed(new ProtocolError('message-too-large'))
  }

  /** Runs when everything that came before is done. */
  turn(step: () => void | Promise<void>): void {
    const done = this.#queue.then(step).catch((error: unknown) => this.#listener.failed(error))
    // A fault of ours is for whoever watches this program, not for the turns that come after.
    this.#queue = done.catch((fault: unknown) => void Promise.reject(fault))
  }

  /**
   * Starts to open what is certain to be under the present key: a browser opens several records in the time of one. What
   * comes of it is looked at in its turn.
   */
  #openEarly(pipe: BytePipe, bytes: Uint8Array): Opening | undefined {
    const line = this.#line
    if (!line || this.#heard !== pipe || this.#untouched > 0) return undefined
    const header = headerUnder(line, bytes)
    return header && open(line, header, bytes)
  }

  async #take(pipe: BytePipe, bytes: Uint8Array, opening: Opening | undefined): Promise<void> {
    if (this.#heard !== pipe) return
    if (opening) return this.#takeSealed(opening)
    const header = this.#headerOf(bytes)
    if (header.type !== 'handshake') {
      const line = this.#line
      if (!line) throw this.#named(new ProtocolError('unexpected-message', '', 'sealed before there is a key'))
      return this.#takeSealed(open(line, header, bytes))
    }
    // The talk about keys begins anew with a pipe.
    if (this.#pipe !== pipe) return
    const { more, epoch, seq, grantEpoch } = header
    const isNext = !more && epoch === 0 && grantEpoch === 0 && seq === this.#heardInClear
    if (!isNext) throw new ProtocolError('malformed-record', 'seq')
    this.#heardInClear += 1n
    this.#listener.handshake(bytes.slice(RECORD_HEADER_BYTES))
  }

  async #takeSealed({ header, isFirst, payload: opened }: Opening): Promise<void> {
    const payload = await opened
    if (isFirst) this.#listener.keyUsed()
    if (header.type === 'acknowledgement') return this.#listener.acknowledged(payload)
    if (header.type === 'handshake') return
    const whole = this.#assembler.add(header.type, header, payload)
    if (!whole) return
    if (header.type === 'frame') this.#listener.frame(whole)
    else this.#listener.message(whole, header.grantEpoch)
  }

  #headerOf(bytes: Uint8Array): RecordHeader {
    try {
      return readRecordHeader(bytes)
    } catch (error) {
      throw error instanceof ProtocolError ? this.#named(error) : error
    }
  }

  /** Before the first key nobody could have known better. */
  #named(error: ProtocolError): Error {
    return this.#hadKeys ? new Tampered(error) : error
  }
}

function open(line: SealedLine, header: RecordHeader, bytes: Uint8Array): Opening {
  const isFirst = line.count === 0n
  const payload = line.open(bytes, header).catch((error: unknown) => {
    throw error instanceof ProtocolError ? new Tampered(error) : error
  })
  // Heard of in its turn, which may come later than the error.
  payload.catch(() => {})
  return { header, isFirst, payload }
}

/** The header of what is, by its own word, a sealed record of this line's epoch. */
function headerUnder(line: SealedLine, bytes: Uint8Array): RecordHeader | undefined {
  try {
    const header = readRecordHeader(bytes)
    return header.type !== 'handshake' && header.epoch === line.epoch ? header : undefined
  } catch {
    return undefined
  }
}
