import { readFile } from 'node:fs/promises'
import jpegTurbo from '@julusian/jpeg-turbo'
import { type Clock, sleep } from '../../../base/clock.ts'
import type { Rect } from '../../../base/rect.ts'
import type { EncodedRect } from '../../../protocol/peer/frame-codec.ts'
import { ProtocolError } from '../../../protocol/protocol-error.ts'
import { decodeRecording, type Recording } from '../recording.ts'
import { CaptureFailed, type CursorEvent, type Monitor, type RawFrame, type ScreenSource } from '../screen-source.ts'

/** Shows a recording at the speed at which it was made and then keeps its last picture. */
export async function openReplaySource(file: string, clock: Clock): Promise<ScreenSource> {
  try {
    return new ReplaySource(decodeRecording(await readFile(file)), clock)
  } catch (error) {
    if (error instanceof CaptureFailed) throw error
    if (error instanceof ProtocolError || (error as NodeJS.ErrnoException).code !== undefined) {
      throw new CaptureFailed(`The recording cannot be replayed: ${(error as Error).message}`, { cause: error })
    }
    throw error
  }
}

class ReplaySource implements ScreenSource {
  readonly name = 'replay'
  readonly monitors: readonly Monitor[]
  readonly #recording: Recording
  readonly #clock: Clock
  readonly #pixels: Buffer
  #startedAt: number | undefined
  #next = 0

  constructor(recording: Recording, clock: Clock) {
    const { width, height } = recording.size
    this.#recording = recording
    this.#clock = clock
    this.#pixels = Buffer.alloc(width * height * 4)
    this.monitors = [{ name: 'replay', x: 0, y: 0, width, height }]
  }

  async grab(signal: AbortSignal): Promise<RawFrame | undefined> {
    this.#startedAt ??= this.#clock.monotonic()
    await sleep(this.#clock, this.#untilNext(), signal)
    if (signal.aborted) return undefined
    const { width, height } = this.#recording.size
    const damage = this.#paintDue()
    return { width, height, stride: width * 4, pixels: this.#pixels, damage, capturedAt: this.#clock.now() }
  }

  watchCursor(_listener: (event: CursorEvent) => void): Disposable {
    return { [Symbol.dispose]() {} }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #untilNext(): number {
    const next = this.#recording.updates[this.#next]
    // A timer's longest delay: nothing will ever change again.
    return next ? Math.max(0, next.atMs - this.#elapsed()) : 0x7fff_ffff
  }

  /** Paints what is due by now, whatever was slept through, and returns where. */
  #paintDue(): Rect[] {
    const painted: Rect[] = []
    for (;;) {
      const entry = this.#recording.updates[this.#next]
      if (!entry || (this.#next > 0 && entry.atMs > this.#elapsed())) return painted
      for (const rect of entry.update.rects) this.#paint(rect)
      painted.push(...entry.update.rects)
      this.#next += 1
    }
  }

  #paint(rect: EncodedRect): void {
    const pixels = decompress(rect)
    const stride = this.#recording.size.width * 4
    for (let row = 0; row < rect.height; row += 1) {
      const from = row * rect.width * 4
      pixels.copy(this.#pixels, (rect.y + row) * stride + rect.x * 4, from, from + rect.width * 4)
    }
  }

  #elapsed(): number {
    return this.#clock.monotonic() - (this.#startedAt ?? 0)
  }
}

/** Into memory of the rectangle's size: what a JPEG says of its own could be gigabytes. */
function decompress({ data, width, height }: EncodedRect): Buffer {
  const jpeg = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const pixels = Buffer.alloc(width * height * 4)
  try {
    const written = jpegTurbo.decompressSync(jpeg, pixels, { format: jpegTurbo.FORMAT_BGRA })
    if (written.width === width && written.height === height) return pixels
  } catch (cause) {
    throw new CaptureFailed('A picture in the recording is broken.', { cause })
  }
  throw new CaptureFailed('A picture in the recording is broken.')
}
