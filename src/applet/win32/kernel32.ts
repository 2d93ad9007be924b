import { openLibrary } from './library.ts'

/** kernel32: memory that goes from program to program. Functions that tell success return 0 when they failed. */
const { bind } = openLibrary('kernel32.dll')

export const GMEM_MOVEABLE = 2
export const GlobalAlloc = bind('void *GlobalAlloc(uint32_t flags, size_t bytes)')
export const GlobalFree = bind('void *GlobalFree(void *memory)')
/** The address, until it is unlocked. */
export const GlobalLock = bind('void *GlobalLock(void *memory)')
export const GlobalUnlock = bind('int GlobalUnlock(void *memory)')
export const GlobalSize = bind('size_t GlobalSize(void *memory)')
export const RtlMoveMemory = bind('void RtlMoveMemory(void *to, void *from, size_t bytes)')
