import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import { LIMITS } from '../../../../protocol/limits.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { DibSection } from '../../../win32/dib-section.ts'
import { BITMAP, DeleteObject, GdiFlush, GetObjectW } from '../../../win32/gdi32.ts'
import { DI_NORMAL, DrawIconEx, GetIconInfo, ICONINFO, IDC_ARROW, LoadCursorW } from '../../../win32/user32.ts'
import type { CursorShape } from '../../screen-source.ts'
import { fromBlackAndWhite } from './cursor-pixels.ts'

/**
 * What this cursor looks like; the standard arrow for one that another program made and Windows does not show us, as under
 * wine. Undefined when it is none that we pass on.
 */
export function readCursorShape(cursor: Pointer): CursorShape | undefined {
  return readShape(cursor) ?? readShape(LoadCursorW(null, IDC_ARROW))
}

function readShape(cursor: Pointer | null): CursorShape | undefined {
  const info = Buffer.alloc(koffi.sizeof(ICONINFO))
  if (cursor === null || GetIconInfo(cursor, info) === 0) return undefined
  const { xHotspot, yHotspot, hbmMask, hbmColor } = koffi.decode(info, ICONINFO)
  const size = sizeOf(hbmMask, hbmColor)
  for (const bitmap of [hbmMask, hbmColor]) if (bitmap !== null) DeleteObject(bitmap)
  if (!size || Math.max(size.width, size.height) > LIMITS.cursorSide) return undefined
  const pixels = draw(cursor, size)
  return pixels && { ...size, hotX: xHotspot, hotY: yHotspot, pixels }
}

/** A cursor without colours has one bitmap with both its masks, one above the other. */
function sizeOf(mask: Pointer | null, colour: Pointer | null): Size | undefined {
  const description = Buffer.alloc(koffi.sizeof(BITMAP))
  if (GetObjectW(colour ?? mask, description.byteLength, description) === 0) return undefined
  const { bmWidth: width, bmHeight } = koffi.decode(description, BITMAP)
  const height = colour === null ? bmHeight / 2 : bmHeight
  return width > 0 && height >= 1 ? { width, height } : undefined
}

function draw(cursor: Pointer, size: Size): Uint8Array | undefined {
  using canvas = DibSection.create(size)
  if (!canvas) return undefined
  const onBlack = drawOn(canvas, 0, cursor)
  const onWhite = drawOn(canvas, 255, cursor)
  return onBlack && onWhite && fromBlackAndWhite(onBlack, onWhite, size.width)
}

/** A copy of the canvas with the cursor on a background of this grey. */
function drawOn({ dc, pixels, width, height }: DibSection, grey: number, cursor: Pointer): Uint8Array | undefined {
  pixels.fill(grey)
  const drawn = DrawIconEx(dc, 0, 0, cursor, width, height, 0, null, DI_NORMAL) !== 0
  GdiFlush()
  return drawn ? pixels.slice() : undefined
}
