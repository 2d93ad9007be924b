import koffi from 'koffi'
import { openLibrary } from './library.ts'

/** MIT-SHM in libXext: the server draws into memory of ours. */
const { bind } = openLibrary('libXext.so.6')

export const XShmSegmentInfo = koffi.struct({ shmseg: 'ulong', shmid: 'int', shmaddr: 'void *', readOnly: 'int' })
export const XShmQueryExtension = bind('int XShmQueryExtension(void *display)')
/** Xlib keeps the address of `info` as long as the image lives. */
export const XShmCreateImage = bind(
  'void *XShmCreateImage(void *display, void *visual, unsigned int depth, int format, void *data, void *info, unsigned int width, unsigned int height)',
)
export const XShmAttach = bind('int XShmAttach(void *display, void *info)')
export const XShmDetach = bind('int XShmDetach(void *display, void *info)')
export const XShmGetImage = bind(
  'int XShmGetImage(void *display, unsigned long drawable, void *image, int x, int y, unsigned long planes)',
)
