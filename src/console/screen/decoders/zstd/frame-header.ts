const MAGIC = 0xfd2f_b528
/** By the two highest bits of the descriptor: bytes of the content size. Without any, a frame of one segment has one. */
const SIZE_BYTES = [0, 2, 4, 8]
/** A content size of two bytes begins where that of one byte ends. */
const TWO_BYTES_FROM = 256

export interface ZstdHeader {
  /** Bytes of the header: the first block begins behind them. */
  readonly bytes: number
  /** Bytes of what is packed. */
  readonly contentSize: number
  readonly checksum: boolean
}

/** What a zstd frame says of itself (RFC 8878, 3.1.1.1); undefined for what we do not take: no content size, or a dictionary. */
export function frameHeader(frame: Uint8Array): ZstdHeader | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  if (frame.byteLength < 6 || view.getUint32(0, true) !== MAGIC) return undefined
  const descriptor = view.getUint8(4)
  const oneSegment = (descriptor & 0x20) !== 0
  const [reserved, dictionary] = [descriptor & 8, descriptor & 3]
  const sizeBytes = (SIZE_BYTES[descriptor >> 6] ?? 0) || (oneSegment ? 1 : 0)
  const sizeAt = oneSegment ? 5 : 6
  if (reserved || dictionary || sizeBytes === 0 || frame.byteLength < sizeAt + sizeBytes) return undefined
  return {
    bytes: sizeAt + sizeBytes,
    contentSize: contentSize(view, sizeAt, sizeBytes),
    checksum: (descriptor & 4) !== 0,
  }
}

function contentSize(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at)
  if (bytes === 2) return view.getUint16(at, true) + TWO_BYTES_FROM
  if (bytes === 4) return view.getUint32(at, true)
  return Number(view.getBigUint64(at, true))
}
