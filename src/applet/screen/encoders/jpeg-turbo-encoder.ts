import { area, type Rect } from '../../../base/rect.ts'
import type { EncodedRect } from '../../../protocol/peer/frame-codec.ts'
import type { FrameEncoder } from '../frame-encoder.ts'
import { CaptureFailed, type RawFrame } from '../screen-source.ts'
import { keepsFullColour } from './full-colour.ts'
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

  constructor(turbo: JpegTurbo) {
    this.#turbo = turbo
  }

  async encode(frame: RawFrame, rects: readonly Rect[], quality: number): Promise<EncodedRect[]> {
    return Promise.all(rects.map((rect) => this.#encodeRect(frame, rect, quality)))
  }

  async #encodeRect(frame: RawFrame, rect: Rect, quality: number): Promise<EncodedRect> {
    const { FORMAT_BGRX, SAMP_420, SAMP_444, compress, compressSync } = this.#turbo
    const { x, y, width, height } = rect
    const rows = rowsFrom(frame, rect)
    const options = {
      format: FORMAT_BGRX,
      width,
      height,
      stride: rows.stride / 4,
      quality,
      subsampling: keepsFullColour(quality) ? SAMP_444 : SAMP_420,
    }
    const data = area(rect) < POOL_PIXELS ? compressSync(rows.bytes, options) : await compress(rows.bytes, options)
    return { kind: 'jpeg', x, y, width, height, data }
  }
}
