import { openFramework } from './framework.ts'

/** CoreFoundation: objects that are counted. Whoever created or copied one releases it. */
const { bind } = openFramework('CoreFoundation')

// CFBase.h, CFData.h
export const CFRelease = bind('void CFRelease(void *object)')
export const CFDataGetBytePtr = bind('void *CFDataGetBytePtr(void *data)')
export const CFDataGetLength = bind('int64_t CFDataGetLength(void *data)')

// CFArray.h, CFDictionary.h: what is looked up belongs to what it was found in
export const CFArrayGetCount = bind('int64_t CFArrayGetCount(void *array)')
export const CFArrayGetValueAtIndex = bind('void *CFArrayGetValueAtIndex(void *array, int64_t index)')
export const CFDictionaryGetValue = bind('void *CFDictionaryGetValue(void *dictionary, void *key)')

// CFNumber.h
export const NUMBER_SINT32 = 3
/** 0 when the number does not fit into the type. */
export const CFNumberGetValue = bind('uint8_t CFNumberGetValue(void *number, int64_t type, void *value)')

// CFString.h
export const UTF8 = 0x08000100
export const CFStringCreateWithCString = bind(
  'void *CFStringCreateWithCString(void *allocator, const char *text, uint32_t encoding)',
)
