import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import type { Connection } from '../../../x11/connection.ts'
import {
  ALL_PLANES,
  XDefaultDepth,
  XDefaultScreen,
  XDefaultVisual,
  XDestroyImage,
  XImage,
  Z_PIXMAP,
} from '../../../x11/xlib.ts'
import { XShmAttach, XShmCreateImage, XShmDetach, XShmGetImage, XShmSegmentInfo } from '../../../x11/xshm.ts'
import { CaptureFailed } from '../../screen-source.ts'
import type { Picture, Rows } from './picture.ts'
import { requireBgrx } from './pixel-format.ts'
import { createSharedMemory, type SharedMemory } from './shared-memory.ts'

// Xlib tells the server to write as many rows as the image is high, to where its data begin.
const HEIGHT_OFFSET = koffi.offsetof(XImage, 'height')
const DATA_OFFSET = koffi.offsetof(XImage, 'data')

/** The server writes the pixels into memory it shares with us: no byte of them is copied on our side. */
export class SharedPicture implements Picture {
  readonly name = 'XShm'
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly pixels: Uint8Array
  readonly #connection: Connection
  readonly #info: Pointer
  readonly #image: Pointer
  readonly #address: Pointer
  #isRead = false

  /** Undefined when the server cannot share memory with us; throws CaptureFailed when the pixels are none we can use. */
  static open(connection: Connection, size: Size): SharedPicture | undefined {
    const stride = requireBgrx(connection.display, size)
    // Encoders want whole rows from a rectangle's first pixel on; one row more keeps the last of them inside.
    const memory = createSharedMemory(stride * (size.height + 1))
    if (!memory) return undefined
    const info: Pointer = koffi.alloc(XShmSegmentInfo, 1)
    koffi.encode(info, XShmSegmentInfo, { shmseg: 0, shmid: memory.id, shmaddr: memory.address, readOnly: 0 })
    const refused = connection.refusal(() => XShmAttach(connection.display, info))
    memory.forget()
    if (refused === undefined) return new SharedPicture(connection, { ...size, stride }, info, memory)
    koffi.free(info)
    return undefined
  }

  private constructor(
    connection: Connection,
    { width, height, stride }: Size & { stride: number },
    info: Pointer,
    memory: SharedMemory,
  ) {
    this.#connection = connection
    this.#info = info
    this.#address = memory.address
    this.width = width
    this.height = height
    this.stride = stride
    this.pixels = new Uint8Array(memory.bytes, 0, stride * height)
    this.#image = createImage(connection, { width, height }, info, memory.address)
    // The system gives memory page by page when it is first written: soon, and not while somebody waits for a first picture.
    setImmediate(() => this.#isRead || this.pixels.fill(0))
  }

  read({ top, count }: Rows): boolean {
    const { display, root } = this.#connection
    this.#isRead = true
    koffi.encode(this.#image, HEIGHT_OFFSET, 'int', count)
    koffi.encode(this.#image, DATA_OFFSET, 'void *', this.#address + BigInt(top * this.stride))
    return XShmGetImage(display, root, this.#image, 0, top, ALL_PLANES) !== 0
  }

  [Symbol.dispose](): void {
    if (!this.#connection.lost) XShmDetach(this.#connection.display, this.#info)
    XDestroyImage(this.#image)
    koffi.free(this.#info)
  }
}

function createImage({ display }: Connection, { width, height }: Size, info: Pointer, data: Pointer): Pointer {
  const screen = XDefaultScreen(display)
  const visual = XDefaultVisual(display, screen)
  const depth = XDefaultDepth(display, screen)
  const image = XShmCreateImage(display, visual, depth, Z_PIXMAP, data, info, width, height)
  if (image === null) throw new CaptureFailed('Xlib has no memory for an image.')
  return image
}
