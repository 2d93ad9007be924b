import type { Size } from '../../../base/rect.ts'

const MARKER = 0xff
const START_OF_IMAGE = 0xd8
const START_OF_SCAN = 0xda
/** Other kinds than baseline may have as many scans as they like, each over the whole picture. */
const BASELINE = 0xc0

/**
 * The size that a baseline JPEG says it has, read from its frame header; undefined if there is none before the pixels begin. A
 * decoder allocates what stands there, so it must be known before one sees the bytes.
 */
export function jpegSize(data: Uint8Array): Size | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  if (data[0] !== MARKER || data[1] !== START_OF_IMAGE) return undefined
  let at = 2
  while (at + 9 <= data.byteLength) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== MARKER || marker === START_OF_SCAN) return undefined
    if (isFrameHeader(marker) && marker !== BASELINE) return undefined
    if (marker === BASELINE) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** SOF0 to SOF15, except the three numbers in between that mean tables: DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
