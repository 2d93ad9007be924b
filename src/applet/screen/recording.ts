import type { Size } from '../../base/rect.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { decodeUpdate, encodeUpdate, type ScreenUpdate } from '../../protocol/peer/frame-codec.ts'
import { CaptureFailed } from './screen-source.ts'

/**
 * A screen recording, little-endian: `ORR1`, u16 width, u16 height, then for each update f64 milliseconds since the start,
 * u32 length, and the update as it stands on the wire. The first update is a keyframe.
 */
const MAGIC = Buffer.from('ORR1')
const HEADER_BYTES = 8
const ENTRY_HEADER_BYTES = 12

export interface RecordedUpdate {
  readonly atMs: number
  readonly update: ScreenUpdate
}

export interface Recording {
  readonly size: Size
  readonly updates: readonly RecordedUpdate[]
}

export function encodeRecordingHeader({ width, height }: Size): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  MAGIC.copy(header)
  header.writeUInt16LE(width, 4)
  header.writeUInt16LE(height, 6)
  return header
}

export function encodeRecordedUpdate({ atMs, update }: RecordedUpdate): Buffer {
  const body = encodeUpdate(update)
  const header = Buffer.alloc(ENTRY_HEADER_BYTES)
  header.writeDoubleLE(atMs, 0)
  header.writeUInt32LE(body.byteLength, 8)
  return Buffer.concat([header, body])
}

/** Throws CaptureFailed for a file that is no recording, and ProtocolError for an update in it that is none. */
export function decodeRecording(file: Buffer): Recording {
  if (file.length < HEADER_BYTES || !file.subarray(0, 4).equals(MAGIC)) {
    throw new CaptureFailed('The file to replay is no screen recording.')
  }
  const size = readSize(file)
  const updates: RecordedUpdate[] = []
  for (let at = HEADER_BYTES; at < file.length; ) {
    if (at + ENTRY_HEADER_BYTES > file.length) throw new CaptureFailed('The screen recording ends in the middle.')
    const length = file.readUInt32LE(at + 8)
    const start = at + ENTRY_HEADER_BYTES
    if (length > LIMITS.assembledMessageBytes || start + length > file.length) {
      throw new CaptureFailed('The screen recording ends in the middle.')
    }
    updates.push({ atMs: readTime(file, at), update: decodeUpdate(file.subarray(start, start + length), size) })
    at = start + length
  }
  if (!updates[0]?.update.keyframe) throw new CaptureFailed('The screen recording does not begin with a whole picture.')
  return { size, updates }
}

/** Whoever replays it allocates a picture of this size at once. */
function readSize(file: Buffer): Size {
  const size = { width: file.readUInt16LE(4), height: file.readUInt16LE(6) }
  const longest = Math.max(size.width, size.height)
  if (longest > LIMITS.screenSide || size.width * size.height > LIMITS.screenPixels) {
    throw new CaptureFailed('The screen recording says it is larger than any screen.')
  }
  return size
}

/** A time that is none, or before the start, would be waited for in a circle. */
function readTime(file: Buffer, at: number): number {
  const atMs = file.readDoubleLE(at)
  if (Number.isFinite(atMs) && atMs >= 0) return atMs
  throw new CaptureFailed('The screen recording has a picture without a time.')
}
