/** What CGImage.h says of an image's pixels. */
export interface BitmapFormat {
  readonly bitsPerComponent: number
  readonly bitsPerPixel: number
  /** CGBitmapInfo */
  readonly info: number
}

const ALPHA_MASK = 0x1f
/** kCGImageAlphaPremultipliedFirst, kCGImageAlphaFirst, kCGImageAlphaNoneSkipFirst */
const ALPHA_FIRST = [2, 4, 6]

const FLOATING = 0x100
const BYTE_ORDER_MASK = 0x7000
const LITTLE_ENDIAN_32 = 0x2000

/** Whether pixels lie in memory as blue, green, red and a fourth byte: as a little-endian number that begins with alpha. */
export function isBgra({ bitsPerComponent, bitsPerPixel, info }: BitmapFormat): boolean {
  const inOrder = (info & BYTE_ORDER_MASK) === LITTLE_ENDIAN_32 && ALPHA_FIRST.includes(info & ALPHA_MASK)
  return bitsPerComponent === 8 && bitsPerPixel === 32 && inOrder && (info & FLOATING) === 0
}
