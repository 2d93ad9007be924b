import koffi from 'koffi'
import type { Size } from '../../../../base/rect.ts'
import { CFDataGetBytePtr, CFDataGetLength, CFRelease } from '../../../macos/core-foundation.ts'
import {
  CGDataProviderCopyData,
  CGDisplayCreateImage,
  CGImageGetBitmapInfo,
  CGImageGetBitsPerComponent,
  CGImageGetBitsPerPixel,
  CGImageGetBytesPerRow,
  CGImageGetDataProvider,
  CGImageGetHeight,
  CGImageGetWidth,
  CGImageRelease,
} from '../../../macos/core-graphics.ts'
import type { PlacedDisplay } from '../../../macos/desktop-layout.ts'
import type { Pointer } from '../../../native/c-declaration.ts'
import { CaptureFailed } from '../../screen-source.ts'
import { isBgra } from './bitmap-format.ts'
import type { DesktopPicture } from './desktop-picture.ts'

const BYTES_PER_PIXEL = 4

const memcpy = koffi.load('/usr/lib/libSystem.B.dylib').func('void *memcpy(void *to, void *from, size_t bytes)')

/** Draws what a display shows into its place. False when there is nothing to see now. Throws CaptureFailed. */
export function copyDisplay({ id, place }: PlacedDisplay, picture: DesktopPicture): boolean {
  const image = CGDisplayCreateImage?.(id) ?? null
  if (image === null) return false
  try {
    requireBgra(image)
    const size = { width: CGImageGetWidth(image), height: CGImageGetHeight(image) }
    return copyImage(image, smaller(size, place), picture.from(place), picture.stride)
  } finally {
    CGImageRelease(image)
  }
}

function requireBgra(image: Pointer): void {
  const format = {
    bitsPerComponent: CGImageGetBitsPerComponent(image),
    bitsPerPixel: CGImageGetBitsPerPixel(image),
    info: CGImageGetBitmapInfo(image),
  }
  if (!isBgra(format)) throw new CaptureFailed(`macOS gives pictures in another form: ${JSON.stringify(format)}.`)
}

function copyImage(image: Pointer, { width, height }: Size, to: Uint8Array, stride: number): boolean {
  const provider = CGImageGetDataProvider(image)
  const data = provider && CGDataProviderCopyData(provider)
  if (data === null) return false
  const from = CFDataGetBytePtr(data)
  const rowBytes = CGImageGetBytesPerRow(image)
  const whole = from !== null && CFDataGetLength(data) >= rowBytes * (height - 1) + width * BYTES_PER_PIXEL
  if (whole) {
    const address = koffi.address(to)
    for (let row = 0; row < height; row += 1) {
      memcpy(address + BigInt(row * stride), from + BigInt(row * rowBytes), width * BYTES_PER_PIXEL)
    }
  }
  CFRelease(data)
  return whole
}

/** A display whose mode just changed may give a picture that is not of the size it was placed with. */
function smaller(a: Size, b: Size): Size {
  return { width: Math.min(a.width, b.width), height: Math.min(a.height, b.height) }
}
