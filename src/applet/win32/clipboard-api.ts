import { openLibrary } from './library.ts'

/** The part of user32 about the clipboard. Functions that tell success return 0 when they failed. */
const { bind } = openLibrary('user32.dll')

/** UTF-16 with a zero at its end, lines end with CRLF. */
export const CF_UNICODETEXT = 13
/** Rises with every change; 0 where the program may not look. */
export const GetClipboardSequenceNumber = bind('uint32_t GetClipboardSequenceNumber()')
/** Fails while another program has it open. */
export const OpenClipboard = bind('int OpenClipboard(void *window)')
export const CloseClipboard = bind('int CloseClipboard()')
export const EmptyClipboard = bind('int EmptyClipboard()')
export const IsClipboardFormatAvailable = bind('int IsClipboardFormatAvailable(uint32_t format)')
/** The memory stays the clipboard's, and is good until it is closed. */
export const GetClipboardData = bind('void *GetClipboardData(uint32_t format)')
/** The memory is the system's when it succeeds. */
export const SetClipboardData = bind('void *SetClipboardData(uint32_t format, void *memory)')
/** `name` in UTF-16 with a zero at its end. */
export const RegisterClipboardFormatW = bind('uint32_t RegisterClipboardFormatW(void *name)')
