import { area, type Rect } from '../../../base/rect.ts'
import type { EncodedRect } from '../../../protocol/peer/frame-codec.ts'
import type { Fidelity, FrameEncoder } from '../frame-encoder.ts'
import type { Pixels } from '../pixels.ts'
import { CaptureFailed } from '../screen-source.ts'
import { rowsFrom } from './rows-from.ts'

type JpegTurbo = typeof import('@julusian/jpeg-turbo')

/** Pixels from which the way to a pool thread and back costs less than it spares the main thread. */
const POOL_PIXELS = 128 * 128

/** JPEG by libjpeg-turbo, straight from the frame's memory. Throws CaptureFailed when the native part is missing. */
export async function openJpegTurboEncoder(): Promise<FrameEncoder> {
  try {
    return new JpegTurboEncoder((await import('@julusian/jpeg-turbo')).default)
  } catch (cause) {
    throw new CaptureFailed('@julusian/jpeg-turbo is not installed for this system.', { cause })
  }
}

class JpegTurboEncoder implements FrameEncoder {
  readonly name = 'jpeg-turbo'
  readonly kind = 'jpeg'
  readonly #turbo: JpegTurbo
  /** What earlier ones were written to and nobody uses now. */
  readonly #rooms: Buffer[] = []

  constructor(turbo: JpegTurbo) {
    this.#turbo = turbo
  }

  async encode(picture: Pixels, rects: readonly Rect[], fidelity: Fidelity): Promise<EncodedRect[]> {
    return Promise.all(rects.map((rect) => this.#encodeRect(picture, rect, fidelity)))
  }

  async #encodeRect(picture: Pixels, rect: Rect, { quality, ...colours }: Fidelity): Promise<EncodedRect> {
    const { FORMAT_BGRX, bufferSize, compress, compressSync } = this.#turbo
    const { x, y, width, height } = rect
    const rows = rowsFrom(picture, rect)
    const options = {
      format: FORMAT_BGRX,
      width,
      height,
      stride: rows.stride / 4,
      quality,
      subsampling: this.#subsampling(colours),
    }
    const room = this.#takeRoom(bufferSize(options))
    const isSmall = area(rect) < POOL_PIXELS
    const made = isSmall ? compressSync(rows.bytes, room, options) : await compress(rows.bytes, room, options)
    const data = Uint8Array.prototype.slice.call(made)
    this.#rooms.push(room)
    return { kind: 'jpeg', x, y, width, height, data }
  }

  /** Memory for the largest JPEG there can be: clearing new memory for each would take as long as half of the encoding. */
  #takeRoom(byteLength: number): Buffer {
    const index = this.#rooms.findIndex((room) => room.byteLength >= byteLength)
    return index < 0 ? Buffer.allocUnsafeSlow(byteLength) : (this.#rooms.splice(index, 1)[0] as Buffer)
  }

  #subsampling({ fullColour, greyscale }: Omit<Fidelity, 'quality'>): number {
    const { SAMP_420, SAMP_444, SAMP_GRAY } = this.#turbo
    if (greyscale) return SAMP_GRAY
    return fullColour ? SAMP_444 : SAMP_420
  }
}
