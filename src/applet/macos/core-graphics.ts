import { openFramework } from './framework.ts'
import { CGRect, type CGRectValue } from './geometry.ts'

/** CoreGraphics: displays and what they show. Written by the headers; it never ran on a Mac. */
const { bind, bindAs, bindIfPresent } = openFramework('CoreGraphics')

// CGWindow.h, macOS 10.15
/** Whether this program may see what others show. The answer may be an old one until the program is started again. */
export const CGPreflightScreenCaptureAccess = bindAs<() => boolean>('CGPreflightScreenCaptureAccess', 'bool', [])
/** Puts the program on the list in System Settings and has the system ask the person, once. */
export const CGRequestScreenCaptureAccess = bindAs<() => boolean>('CGRequestScreenCaptureAccess', 'bool', [])

export const ON_SCREEN_ONLY = 1
export const WITHOUT_DESKTOP = 16
/** A CFArray of dictionaries, front to back, to be released; null without a window server. */
export const CGWindowListCopyWindowInfo = bind('void *CGWindowListCopyWindowInfo(uint32_t option, uint32_t relativeTo)')
// CGGeometry.h
/** Writes the four numbers of a CGRect; 0 when the dictionary is none of a rectangle. */
export const CGRectMakeWithDictionaryRepresentation = bind(
  'uint8_t CGRectMakeWithDictionaryRepresentation(void *dictionary, void *rect)',
)

// CGDirectDisplay.h
/** 0 is success. The main display comes first. */
export const CGGetActiveDisplayList = bind('int CGGetActiveDisplayList(uint32_t most, void *displays, void *count)')
export const CGDisplayBounds = bindAs<(display: number) => CGRectValue>('CGDisplayBounds', CGRect, ['uint32_t'])
export const CGDisplayCopyDisplayMode = bind('void *CGDisplayCopyDisplayMode(uint32_t display)')
export const CGDisplayModeGetWidth = bind('size_t CGDisplayModeGetWidth(void *mode)')
export const CGDisplayModeGetPixelWidth = bind('size_t CGDisplayModeGetPixelWidth(void *mode)')
export const CGDisplayModeRelease = bind('void CGDisplayModeRelease(void *mode)')
/** What a display shows, without the pointer. The SDK of macOS 15 has it no more, the library does. */
export const CGDisplayCreateImage = bindIfPresent('void *CGDisplayCreateImage(uint32_t display)')

// CGImage.h, CGDataProvider.h
export const CGImageGetWidth = bind('size_t CGImageGetWidth(void *image)')
export const CGImageGetHeight = bind('size_t CGImageGetHeight(void *image)')
export const CGImageGetBitsPerComponent = bind('size_t CGImageGetBitsPerComponent(void *image)')
export const CGImageGetBitsPerPixel = bind('size_t CGImageGetBitsPerPixel(void *image)')
export const CGImageGetBytesPerRow = bind('size_t CGImageGetBytesPerRow(void *image)')
export const CGImageGetBitmapInfo = bind('uint32_t CGImageGetBitmapInfo(void *image)')
/** Belongs to the image. */
export const CGImageGetDataProvider = bind('void *CGImageGetDataProvider(void *image)')
export const CGImageRelease = bind('void CGImageRelease(void *image)')
/** A CFData, to be released. */
export const CGDataProviderCopyData = bind('void *CGDataProviderCopyData(void *provider)')
