import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { memcpy } from '../../../x11/libc.ts'
import { ALL_PLANES, XDestroyImage, XGetImage, XImage, Z_PIXMAP } from '../../../x11/xlib.ts'
import type { Picture, Rows } from './picture.ts'
import { requireBgrx } from './pixel-format.ts'

/** The pixels come through the connection; some twenty times slower than shared memory, but it works over a network. */
export class CopiedPicture implements Picture {
  readonly name = 'XGetImage'
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly pixels: Uint8Array
  readonly #connection: Connection

  /** Throws CaptureFailed when the pixels are none we can use. */
  constructor(connection: Connection, size: Size) {
    this.#connection = connection
    this.width = size.width
    this.height = size.height
    this.stride = requireBgrx(connection.display, size)
    this.pixels = new Uint8Array(new ArrayBuffer(this.stride * (size.height + 1)), 0, this.stride * size.height)
  }

  read({ top, count }: Rows): boolean {
    const { display, root } = this.#connection
    const image = XGetImage(display, root, 0, top, this.width, count, ALL_PLANES, Z_PIXMAP)
    if (image === null) return false
    const rows = this.pixels.subarray(top * this.stride)
    memcpy(rows, koffi.decode(image, XImage).data, count * this.stride)
    XDestroyImage(image)
    return true
  }

  [Symbol.dispose](): void {}
}
