import koffi from 'koffi'
import type { Size } from '../../base/rect.ts'
import type { Pointer } from '../native/c-declaration.ts'
import {
  BITMAPINFOHEADER,
  CreateCompatibleDC,
  CreateDIBSection,
  DeleteDC,
  DeleteObject,
  SelectObject,
} from './gdi32.ts'

// A view of memory that was given back would crash the process when somebody still reads it, an encoder's thread for
// example. So a bitmap stays until nobody can see it any more.
const views = new FinalizationRegistry<Pointer>((bitmap) => DeleteObject(bitmap))

/** A picture in memory that Windows draws into and we read, without a copy in between. */
export class DibSection implements Size, Disposable {
  readonly width: number
  readonly height: number
  /** Bytes from one row to the next. */
  readonly stride: number
  /** BGRX, rows from the top. What was drawn is there after GdiFlush. */
  readonly pixels: Uint8Array
  /** Where the first of the pixels is. */
  readonly address: Pointer
  /** What drawing functions take. */
  readonly dc: Pointer

  /** Undefined when Windows has no memory for it. */
  static create({ width, height }: Size): DibSection | undefined {
    const dc = CreateCompatibleDC(null)
    if (dc === null) return undefined
    const bits = new BigUint64Array(1)
    const bitmap = CreateDIBSection(dc, headerOf(width, height), 0, bits, null, 0)
    if (bitmap !== null) return new DibSection({ width, height }, dc, bitmap, bits[0] ?? 0n)
    DeleteDC(dc)
    return undefined
  }

  private constructor({ width, height }: Size, dc: Pointer, bitmap: Pointer, bits: Pointer) {
    this.width = width
    this.height = height
    this.stride = width * 4
    this.address = bits
    this.dc = dc
    SelectObject(dc, bitmap)
    const bytes = koffi.view(bits, this.stride * (height + 1))
    views.register(bytes, bitmap)
    this.pixels = new Uint8Array(bytes, 0, this.stride * height)
  }

  /** The pixels stay readable, but nothing can be drawn any more. */
  [Symbol.dispose](): void {
    DeleteDC(this.dc)
  }
}

// Encoders want whole rows from a rectangle's first pixel on; one row more keeps the last of them inside.
function headerOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(koffi.sizeof(BITMAPINFOHEADER))
  koffi.encode(header, BITMAPINFOHEADER, {
    biSize: header.byteLength,
    biWidth: width,
    biHeight: -(height + 1),
    biPlanes: 1,
    biBitCount: 32,
    biCompression: 0,
    biSizeImage: 0,
    biXPelsPerMeter: 0,
    biYPelsPerMeter: 0,
    biClrUsed: 0,
    biClrImportant: 0,
  })
  return header
}
