import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** gdi32: bitmaps and copies between them. Functions that tell success return 0 when they failed. */
const { bind } = openLibrary('gdi32.dll')

export const CreateCompatibleDC = bind('void *CreateCompatibleDC(void *dc)')
export const DeleteDC = bind('int DeleteDC(void *dc)')
/** The object that was selected before. */
export const SelectObject = bind('void *SelectObject(void *dc, void *object)')
export const DeleteObject = bind('int DeleteObject(void *object)')

export const BITMAPINFOHEADER = koffi.struct({
  biSize: 'uint32_t',
  biWidth: 'int32_t',
  /** Negative when the rows go from the top down. */
  biHeight: 'int32_t',
  biPlanes: 'uint16_t',
  biBitCount: 'uint16_t',
  biCompression: 'uint32_t',
  biSizeImage: 'uint32_t',
  biXPelsPerMeter: 'int32_t',
  biYPelsPerMeter: 'int32_t',
  biClrUsed: 'uint32_t',
  biClrImportant: 'uint32_t',
})
/** A bitmap in memory that both sides see; `bits` receives its address. */
export const CreateDIBSection = bind(
  'void *CreateDIBSection(void *dc, void *info, uint32_t usage, void *bits, void *section, uint32_t offset)',
)
export const BITMAP = koffi.struct({
  bmType: 'int32_t',
  bmWidth: 'int32_t',
  bmHeight: 'int32_t',
  bmWidthBytes: 'int32_t',
  bmPlanes: 'uint16_t',
  bmBitsPixel: 'uint16_t',
  bmBits: 'void *',
})
/** Describes a bitmap; 0 when it is none. */
export const GetObjectW = bind('int GetObjectW(void *object, int bytes, void *description)')

export const SRCCOPY = 0x00cc_0020
export const BitBlt = bind(
  'int BitBlt(void *to, int x, int y, int width, int height, void *from, int fromX, int fromY, uint32_t operation)',
)
/** Has all drawing of this thread done before memory is read. */
export const GdiFlush = bind('int GdiFlush()')

/** Blue, green and red from the highest byte down. */
export const CreateSolidBrush = bind('void *CreateSolidBrush(uint32_t colour)')
