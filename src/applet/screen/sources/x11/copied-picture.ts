import type { Size } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { memcpy } from '../../../x11/libc.ts'
import type { Pointer } from '../../../x11/library.ts'
import { ALL_PLANES, XDestroyImage, XGetImage, Z_PIXMAP } from '../../../x11/xlib.ts'
import { CaptureFailed } from '../../screen-source.ts'
import type { Picture } from './picture.ts'
import { requireBgrx } from './pixel-format.ts'

/** The pixels come through the connection; some twenty times slower than shared memory, but it works over a network. */
export class CopiedPicture implements Picture {
  readonly name = 'XGetImage'
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly pixels: Uint8Array
  readonly #connection: Connection

  static open(connection: Connection, size: Size): CopiedPicture {
    const image = getImage(connection, size)
    if (image === null) throw new CaptureFailed('The X server does not let its screen be read.')
    try {
      return new CopiedPicture(connection, size, requireBgrx(image).stride)
    } finally {
      XDestroyImage(image)
    }
  }

  private constructor(connection: Connection, size: Size, stride: number) {
    this.#connection = connection
    this.width = size.width
    this.height = size.height
    this.stride = stride
    this.pixels = new Uint8Array(new ArrayBuffer(stride * (size.height + 1)), 0, stride * size.height)
  }

  read(): boolean {
    const image = getImage(this.#connection, this)
    if (image === null) return false
    const { data } = requireBgrx(image)
    memcpy(this.pixels, data, this.pixels.byteLength)
    XDestroyImage(image)
    return true
  }

  [Symbol.dispose](): void {}
}

function getImage({ display, root }: Connection, { width, height }: Size): Pointer | null {
  return XGetImage(display, root, 0, 0, width, height, ALL_PLANES, Z_PIXMAP)
}
