import koffi from 'koffi'
import { LIMITS } from '../../../../protocol/limits.ts'
import { XFixesCursorImage, XFixesGetCursorImage } from '../../../x11/xfixes.ts'
import type { Display } from '../../../x11/xlib.ts'
import { XFree } from '../../../x11/xlib.ts'
import type { CursorShape } from '../../screen-source.ts'

/** What the cursor looks like now; undefined when it is none that we pass on. */
export function readCursorShape(display: Display): CursorShape | undefined {
  const image = XFixesGetCursorImage(display)
  if (image === null) return undefined
  const { width, height, xhot, yhot, pixels } = koffi.decode(image, XFixesCursorImage)
  const drawn = width > 0 && height > 0 && Math.max(width, height) <= LIMITS.cursorSide
  const argb = drawn ? new BigUint64Array(koffi.view(pixels, width * height * 8).slice(0)) : undefined
  XFree(image)
  return argb && { width, height, hotX: xhot, hotY: yhot, pixels: fromPremultiplied(argb) }
}

/** RGBA bytes from ARGB, premultiplied, one pixel in each native long. */
export function fromPremultiplied(argb: BigUint64Array): Uint8Array {
  const rgba = new Uint8Array(argb.length * 4)
  argb.forEach((pixel, index) => {
    const value = Number(pixel & 0xffff_ffffn)
    const alpha = value >>> 24
    const plain = (premultiplied: number) =>
      alpha === 0 ? 0 : Math.min(255, Math.round((premultiplied * 255) / alpha))
    rgba.set([plain((value >>> 16) & 255), plain((value >>> 8) & 255), plain(value & 255), alpha], index * 4)
  })
  return rgba
}
