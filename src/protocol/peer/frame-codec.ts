import { contains, type Rect, type Size } from '../../base/rect.ts'
import { LIMITS } from '../limits.ts'
import { ProtocolError } from '../protocol-error.ts'

/**
 * A screen update on the wire (little-endian; the layout is in SPEC.md): a header of 20 bytes, then the rectangles, each a
 * header of 18 bytes and its data. Bytes after the last rectangle are ignored.
 */
export const RECT_KINDS = { jpeg: 1, palette: 2, lossless: 3, fill: 4, copy: 5, repeat: 6 } as const
export type RectKind = keyof typeof RECT_KINDS

/** Bytes of the kinds that always have as many: red, green and blue of a fill, nothing of a copy, the place of a repeat. */
const FIXED_BYTES: Readonly<Partial<Record<RectKind, number>>> = { fill: 3, copy: 0, repeat: 1 }

const UPDATE = 1
const KEYFRAME = 1
const HEADER_BYTES = 20
const RECT_HEADER_BYTES = 18

/** Pixels that are new to the console. */
export interface PaintedRect extends Rect {
  readonly kind: Exclude<RectKind, 'copy'>
  readonly data: Uint8Array
}

/** Pixels that the console has: each is the one that stands `dx`, `dy` from it. */
export interface CopiedRect extends Rect {
  readonly kind: 'copy'
  readonly dx: number
  readonly dy: number
  /** Empty. */
  readonly data: Uint8Array
}

export type EncodedRect = PaintedRect | CopiedRect

export interface ScreenUpdate {
  /** The whole picture: nothing painted before it matters. */
  readonly keyframe: boolean
  readonly seq: number
  /** Milliseconds since the epoch on the applet's clock. */
  readonly capturedAt: number
  /** The `screen-described` it belongs to. */
  readonly epoch: number
  /** In the order in which they are painted: a copy sees what those before it left. */
  readonly rects: readonly EncodedRect[]
}

export function encodeUpdate(update: ScreenUpdate): Uint8Array<ArrayBuffer> {
  const dataBytes = update.rects.reduce((sum, rect) => sum + RECT_HEADER_BYTES + rect.data.byteLength, 0)
  const bytes = new Uint8Array(HEADER_BYTES + dataBytes)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, UPDATE)
  view.setUint8(1, update.keyframe ? KEYFRAME : 0)
  view.setUint16(2, update.rects.length, true)
  view.setUint32(4, update.seq, true)
  view.setFloat64(8, update.capturedAt, true)
  view.setUint8(17, update.epoch)
  let at = HEADER_BYTES
  for (const rect of update.rects) {
    view.setUint16(at, RECT_KINDS[rect.kind], true)
    view.setUint16(at + 2, rect.x, true)
    view.setUint16(at + 4, rect.y, true)
    view.setUint16(at + 6, rect.width, true)
    view.setUint16(at + 8, rect.height, true)
    if (rect.kind === 'copy') {
      view.setInt16(at + 10, rect.dx, true)
      view.setInt16(at + 12, rect.dy, true)
    }
    view.setUint32(at + 14, rect.data.byteLength, true)
    bytes.set(rect.data, at + RECT_HEADER_BYTES)
    at += RECT_HEADER_BYTES + rect.data.byteLength
  }
  return bytes
}

/** The data of the rectangles are views of `bytes`. Throws ProtocolError; never reads or allocates beyond `bytes`. */
export function decodeUpdate(bytes: Uint8Array, screen: Size): ScreenUpdate {
  if (bytes.byteLength < HEADER_BYTES) throw new ProtocolError('malformed-update', 'length')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== UPDATE) throw new ProtocolError('malformed-update', 'type')
  const count = view.getUint16(2, true)
  if (count > LIMITS.updateRects) throw new ProtocolError('malformed-update', 'rects')
  const capturedAt = view.getFloat64(8, true)
  if (!Number.isFinite(capturedAt)) throw new ProtocolError('malformed-update', 'capturedAt')
  const rects: EncodedRect[] = []
  let at = HEADER_BYTES
  for (let index = 0; index < count; index += 1) {
    if (at + RECT_HEADER_BYTES > bytes.byteLength) throw new ProtocolError('malformed-update', `rects.${index}`)
    const rect = decodeRect(view, at, bytes, `rects.${index}`)
    const whole = { ...screen, x: 0, y: 0 }
    if (!contains(whole, rect) || !contains(whole, sourceOf(rect))) {
      throw new ProtocolError('malformed-update', `rects.${index}`, 'outside the screen')
    }
    rects.push(rect)
    at += RECT_HEADER_BYTES + rect.data.byteLength
  }
  return {
    keyframe: (view.getUint8(1) & KEYFRAME) !== 0,
    seq: view.getUint32(4, true),
    capturedAt,
    epoch: view.getUint8(17),
    rects,
  }
}

/** Where the pixels of a copy stand before; any other rectangle itself. */
export function sourceOf(rect: EncodedRect): Rect {
  return rect.kind === 'copy' ? { ...rect, x: rect.x + rect.dx, y: rect.y + rect.dy } : rect
}

function decodeRect(view: DataView, at: number, bytes: Uint8Array, path: string): EncodedRect {
  const kind = kindNames.get(view.getUint16(at, true))
  if (!kind) throw new ProtocolError('malformed-update', `${path}.kind`)
  const width = view.getUint16(at + 6, true)
  const height = view.getUint16(at + 8, true)
  // Whoever paints it allocates as much, and an update may be read before its screen is known.
  const tooLarge = Math.max(width, height) > LIMITS.screenSide || width * height > LIMITS.screenPixels
  if (width === 0 || height === 0 || tooLarge) throw new ProtocolError('malformed-update', `${path}.size`)
  const length = view.getUint32(at + 14, true)
  const start = at + RECT_HEADER_BYTES
  if (start + length > bytes.byteLength || !lengthFits(kind, length)) {
    throw new ProtocolError('malformed-update', `${path}.length`)
  }
  const data = bytes.subarray(start, start + length)
  const rect = { x: view.getUint16(at + 2, true), y: view.getUint16(at + 4, true), width, height, data }
  if (kind !== 'copy') return { kind, ...rect }
  return { kind, ...rect, dx: view.getInt16(at + 10, true), dy: view.getInt16(at + 12, true) }
}

function lengthFits(kind: RectKind, length: number): boolean {
  return length === (FIXED_BYTES[kind] ?? length)
}

/** Whether the console keeps it for a repeat, in the next of its places. */
export function isKept({ kind, width, height }: EncodedRect): boolean {
  return (kind === 'palette' || kind === 'lossless') && width * height <= LIMITS.keptRectPixels
}

const kindNames = new Map<number, RectKind>(
  (Object.entries(RECT_KINDS) as [RectKind, number][]).map(([name, kind]) => [kind, name]),
)
