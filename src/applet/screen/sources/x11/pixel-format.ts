import koffi from 'koffi'
import type { Pointer } from '../../../x11/library.ts'
import { LSB_FIRST, XImage } from '../../../x11/xlib.ts'
import { CaptureFailed } from '../../screen-source.ts'

export interface PixelLayout {
  /** Bytes from one row to the next. */
  readonly stride: number
  readonly data: Pointer
}

/** Throws CaptureFailed unless the pixels are blue, green, red and an unused byte: what every encoder takes as it is. */
export function requireBgrx(image: Pointer): PixelLayout {
  const { data, depth, byte_order, bits_per_pixel, bytes_per_line, ...masks } = koffi.decode(image, XImage)
  const bgrx =
    byte_order === LSB_FIRST &&
    bits_per_pixel === 32 &&
    masks.red_mask === 0xff0000 &&
    masks.green_mask === 0x00ff00 &&
    masks.blue_mask === 0x0000ff
  if (!bgrx) {
    throw new CaptureFailed(
      `The X screen has ${depth} bits of colour in ${bits_per_pixel} bits per pixel; set it to 24 bits of colour.`,
    )
  }
  return { stride: bytes_per_line, data }
}
