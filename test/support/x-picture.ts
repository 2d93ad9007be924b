import { execFileSync } from 'node:child_process'

export interface Picture {
  readonly width: number
  readonly height: number
  /** BGRX, rows without padding. */
  readonly pixels: Buffer
}

/** What an X display shows, as `xwd` sees it: nothing of ours is involved. */
export function xPicture(display: string): Picture {
  const dump = execFileSync('xwd', ['-root', '-silent', '-display', display], { maxBuffer: 64 * 1024 * 1024 })
  // The header of XWDFile.h: 25 big-endian 32-bit numbers.
  const number = (index: number) => dump.readUInt32BE(index * 4)
  const [headerBytes, width, height, colours] = [number(0), number(4), number(5), number(19)]
  const [bitsPerPixel, rowBytes] = [number(11), number(12)]
  const pixels = Buffer.alloc(width * height * 4)
  const start = headerBytes + colours * 12
  // Where a window has another visual than the screen, xwd puts the picture together itself and leaves the fourth byte out.
  const pixelBytes = bitsPerPixel / 8
  for (let index = 0; index < width * height; index += 1) {
    const at = start + Math.floor(index / width) * rowBytes + (index % width) * pixelBytes
    dump.copy(pixels, index * 4, at, at + 3)
  }
  return { width, height, pixels }
}
