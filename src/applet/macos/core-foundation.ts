import { openFramework } from './framework.ts'

/** CoreFoundation: objects that are counted. Whoever created or copied one releases it. */
const { bind } = openFramework('CoreFoundation')

// CFBase.h, CFData.h
export const CFRelease = bind('void CFRelease(void *object)')
export const CFDataGetBytePtr = bind('void *CFDataGetBytePtr(void *data)')
export const CFDataGetLength = bind('int64_t CFDataGetLength(void *data)')
