import type { IncomingHttpHeaders } from 'node:http'

/** Both ends included, as HTTP counts. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The part that a broken download goes on with; undefined = all of it. Several parts at once, and parts of bytes that have
 * changed since (`If-Range`), are answered with the whole, as HTTP allows.
 */
export function requestedRange(
  { range, 'if-range': ifRange }: IncomingHttpHeaders,
  { bytes, etag }: { readonly bytes: number; readonly etag: string },
): ByteRange | 'unsatisfiable' | undefined {
  const [whole, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? []
  if (whole === undefined || whole === 'bytes=-' || (ifRange !== undefined && ifRange !== etag)) return undefined
  if (from === '') return to === '' || Number(to) === 0 ? 'unsatisfiable' : lastBytes(Number(to), bytes)
  const start = Number(from)
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && Number(to) < start) return undefined
  return start < bytes ? { start, end } : 'unsatisfiable'
}

function lastBytes(count: number, bytes: number): ByteRange {
  return { start: Math.max(0, bytes - count), end: bytes - 1 }
}
