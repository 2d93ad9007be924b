import type { Rect } from '../../../../base/rect.ts'
import type { DibSection } from '../../../win32/dib-section.ts'
import { BitBlt, GdiFlush, SRCCOPY } from '../../../win32/gdi32.ts'
import { GetDC, ReleaseDC } from '../../../win32/user32.ts'

/**
 * Draws this rectangle of the desktop. False when it cannot be read now. Not with CAPTUREBLT: it makes the customer's pointer
 * blink at every look, and since Windows 8 translucent windows are part of the desktop's picture without it.
 */
export function copyDesktop({ x, y, width, height }: Rect, to: DibSection): boolean {
  const desktop = GetDC(null)
  if (desktop === null) return false
  const copied = BitBlt(to.dc, 0, 0, width, height, desktop, x, y, SRCCOPY) !== 0
  GdiFlush()
  ReleaseDC(null, desktop)
  return copied
}
