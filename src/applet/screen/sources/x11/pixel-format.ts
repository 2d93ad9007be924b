import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import {
  type Display,
  LSB_FIRST,
  XCreateImage,
  XDefaultDepth,
  XDefaultScreen,
  XDefaultVisual,
  XDestroyImage,
  XImage,
  Z_PIXMAP,
} from '../../../x11/xlib.ts'
import { CaptureFailed } from '../../screen-source.ts'

/**
 * Bytes from one row of a picture to the next. Throws CaptureFailed unless its pixels are blue, green, red and an unused
 * byte: what every encoder takes as it is. It asks for the format only and looks at nothing.
 */
export function requireBgrx(display: Display, size: Size): number {
  const { depth, byte_order, bits_per_pixel, bytes_per_line, ...masks } = imageFormat(display, size)
  const bgrx =
    byte_order === LSB_FIRST &&
    bits_per_pixel === 32 &&
    masks.red_mask === 0xff0000 &&
    masks.green_mask === 0x00ff00 &&
    masks.blue_mask === 0x0000ff
  if (!bgrx) throw new CaptureFailed(`The X screen has ${depth} bits of colour; the applet needs 24, blue first.`)
  return bytes_per_line
}

function imageFormat(display: Display, { width, height }: Size) {
  const screen = XDefaultScreen(display)
  const visual = XDefaultVisual(display, screen)
  const depth = XDefaultDepth(display, screen)
  const image = XCreateImage(display, visual, depth, Z_PIXMAP, 0, null, width, height, 32, 0)
  if (image === null) throw new CaptureFailed('Xlib has no memory for an image.')
  const format = koffi.decode(image, XImage)
  XDestroyImage(image)
  return format
}
