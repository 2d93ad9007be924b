import type { Matrix3x3, Sharp, SharpConstructor } from 'sharp'
import type { Rect } from '../../../base/rect.ts'
import type { EncodedRect } from '../../../protocol/peer/frame-codec.ts'
import type { Fidelity, FrameEncoder } from '../frame-encoder.ts'
import type { Pixels } from '../pixels.ts'
import { CaptureFailed } from '../screen-source.ts'

// Rows are what comes out (red, green, blue), columns what goes in (blue, green, red).
const BGR_TO_RGB: Matrix3x3 = [
  [0, 0, 1],
  [0, 1, 0],
  [1, 0, 0],
]

/** JPEG by libvips, at some four times the cost of jpeg-turbo. Throws CaptureFailed when the native part is missing. */
export async function openSharpEncoder(): Promise<FrameEncoder> {
  try {
    return new SharpEncoder((await import('sharp')).default)
  } catch (cause) {
    throw new CaptureFailed('sharp is not installed for this system.', { cause })
  }
}

class SharpEncoder implements FrameEncoder {
  readonly name = 'sharp'
  readonly kind = 'jpeg'
  readonly #sharp: SharpConstructor

  constructor(sharp: SharpConstructor) {
    this.#sharp = sharp
  }

  async encode(picture: Pixels, rects: readonly Rect[], fidelity: Fidelity): Promise<EncodedRect[]> {
    return Promise.all(rects.map((rect) => this.#encodeRect(picture, rect, fidelity)))
  }

  async #encodeRect(picture: Pixels, rect: Rect, { quality, fullColour, greyscale }: Fidelity): Promise<EncodedRect> {
    const { x, y, width, height } = rect
    const coloured = this.#picture(picture).extract({ left: x, top: y, width, height }).removeAlpha().recomb(BGR_TO_RGB)
    const shades = greyscale ? coloured.toColourspace('b-w') : coloured
    const data = await shades.jpeg({ quality, chromaSubsampling: fullColour ? '4:4:4' : '4:2:0' }).toBuffer()
    return { kind: 'jpeg', x, y, width, height, data }
  }

  #picture({ pixels, stride, height }: Pixels): Sharp {
    return this.#sharp(pixels, { raw: { width: stride / 4, height, channels: 4 } })
  }
}
