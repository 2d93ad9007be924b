/** The beginning of a JPEG: an application segment, a quantization table, and a frame header of 3 times 4 pixels. */
export function smallJpeg(): Uint8Array {
  return Buffer.from(`ffd8${segment('e0', '4a46494600')}${segment('db', '00'.repeat(65))}${FRAME}ffda0008`, 'hex')
}

const FRAME = segment('c0', '08000400030101110000')

function segment(marker: string, body: string): string {
  const length = body.length / 2 + 2
  return `ff${marker}${length.toString(16).padStart(4, '0')}${body}`
}
