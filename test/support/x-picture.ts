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
  const [headerBytes, width, height, rowBytes, colours] = [number(0), number(4), number(5), number(12), number(19)]
  const start = headerBytes + colours * 12
  const rows = Array.from({ length: height }, (_, y) =>
    dump.subarray(start + y * rowBytes, start + y * rowBytes + width * 4),
  )
  return { width, height, pixels: Buffer.concat(rows) }
}
