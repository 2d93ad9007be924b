import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import type { Connection } from '../../../x11/connection.ts'
import { IPC_CREAT, IPC_PRIVATE, IPC_RMID, SHMAT_FAILED, shmat, shmctl, shmdt, shmget } from '../../../x11/libc.ts'
import type { Pointer } from '../../../x11/library.ts'
import {
  ALL_PLANES,
  XDefaultDepth,
  XDefaultScreen,
  XDefaultVisual,
  XDestroyImage,
  Z_PIXMAP,
} from '../../../x11/xlib.ts'
import { XShmAttach, XShmCreateImage, XShmDetach, XShmGetImage, XShmSegmentInfo } from '../../../x11/xshm.ts'
import type { Picture } from './picture.ts'
import { requireBgrx } from './pixel-format.ts'

// A view of detached memory would crash the process when somebody still reads it, an encoder's thread for example. So a
// segment stays until nobody can see it any more.
const segments = new FinalizationRegistry<Pointer>((address) => shmdt(address))

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

  /** Undefined when the server cannot share memory with us; throws CaptureFailed when the pixels are none we can use. */
  static open(connection: Connection, size: Size): SharedPicture | undefined {
    // Encoders want whole rows from a rectangle's first pixel on; one row more keeps the last of them inside.
    const segment = createSegment(size.width * 4 * (size.height + 1))
    if (!segment) return undefined
    const info: Pointer = koffi.alloc(XShmSegmentInfo, 1)
    koffi.encode(info, XShmSegmentInfo, { shmseg: 0, shmid: segment.id, shmaddr: segment.address, readOnly: 0 })
    const refused = connection.refusal(() => XShmAttach(connection.display, info))
    // Marked for removal while both sides hold it, so that it goes with the last of them, whatever happens to us.
    shmctl(segment.id, IPC_RMID, null)
    if (refused === undefined) return new SharedPicture(connection, size, info, segment)
    koffi.free(info)
    return undefined
  }

  private constructor(connection: Connection, size: Size, info: Pointer, segment: Segment) {
    this.#connection = connection
    this.#info = info
    this.width = size.width
    this.height = size.height
    this.#image = createImage(connection, size, info, segment.address)
    this.stride = requireBgrx(this.#image).stride
    this.pixels = new Uint8Array(segment.bytes, 0, this.stride * size.height)
  }

  read(): boolean {
    const { display, root } = this.#connection
    return XShmGetImage(display, root, this.#image, 0, 0, ALL_PLANES) !== 0
  }

  [Symbol.dispose](): void {
    if (!this.#connection.lost) XShmDetach(this.#connection.display, this.#info)
    XDestroyImage(this.#image)
    koffi.free(this.#info)
  }
}

interface Segment {
  readonly id: number
  readonly address: Pointer
  readonly bytes: ArrayBuffer
}

function createSegment(byteLength: number): Segment | undefined {
  const id = shmget(IPC_PRIVATE, byteLength, IPC_CREAT | 0o600)
  if (id < 0) return undefined
  const address = shmat(id, null, 0)
  if (address === null || address === SHMAT_FAILED) {
    shmctl(id, IPC_RMID, null)
    return undefined
  }
  const bytes = koffi.view(address, byteLength)
  segments.register(bytes, address)
  return { id, address, bytes }
}

function createImage({ display }: Connection, size: Size, info: Pointer, data: Pointer): Pointer {
  const screen = XDefaultScreen(display)
  const visual = XDefaultVisual(display, screen)
  const depth = XDefaultDepth(display, screen)
  const image = XShmCreateImage(display, visual, depth, Z_PIXMAP, data, info, size.width, size.height)
  if (image === null) throw new Error('Xlib has no memory for an image')
  return image
}
