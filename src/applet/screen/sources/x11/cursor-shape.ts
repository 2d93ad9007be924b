import koffi from 'koffi'
import { LIMITS } from '../../../../protocol/limits.ts'
import { XFixesCursorImage, XFixesGetCursorImage } from '../../../x11/xfixes.ts'
import type { Display } from '../../../x11/xlib.ts'
import { XFree } from '../../../x11/xlib.ts'
import type { CursorShape } from '../../screen-source.ts'
import { fromPremultiplied } from './from-premultiplied.ts'

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
