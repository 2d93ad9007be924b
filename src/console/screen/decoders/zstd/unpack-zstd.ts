import { decompress } from 'fzstd'
import { Undecodable } from '../../undecodable.ts'
import { frameHeader } from './frame-header.ts'

/** Unpacks one zstd frame of exactly `size` bytes; what it claims is compared before anything is allocated. */
export function unpackZstd(frame: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const header = frameHeader(frame)
  if (header?.contentSize !== size) throw new Undecodable('a zstd frame of another size')
  const bytes = new Uint8Array(size)
  try {
    decompress(frame, bytes)
  } catch (cause) {
    throw new Undecodable('no zstd frame', { cause })
  }
  return bytes
}
