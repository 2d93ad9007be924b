import type { Pointer } from '../../../native/c-declaration.ts'
import {
  GlobalAlloc,
  GlobalFree,
  GlobalLock,
  GlobalSize,
  GlobalUnlock,
  GMEM_MOVEABLE,
  RtlMoveMemory,
} from '../../../win32/kernel32.ts'

/** Bytes that are taken from another program at most; it is known by then that they are too many. */
const MOST_BYTES = 16 * 1024 * 1024

interface GlobalMemory extends Disposable {
  /** Null when Windows has none. */
  readonly handle: Pointer | null
  /** It belongs to the system now, which frees it. */
  given: boolean
}

/** A copy of what the memory holds; undefined without memory. */
export function bytesIn(handle: Pointer | null): Buffer | undefined {
  const address = handle && GlobalLock(handle)
  if (!handle || !address) return undefined
  const bytes = Buffer.alloc(Math.min(GlobalSize(handle), MOST_BYTES))
  RtlMoveMemory(bytes, address, bytes.byteLength)
  GlobalUnlock(handle)
  return bytes
}

/** The bytes where other programs can get them. */
export function inMemory(bytes: Buffer): GlobalMemory {
  const handle = GlobalAlloc(GMEM_MOVEABLE, bytes.byteLength)
  const address = handle && GlobalLock(handle)
  if (handle && address) {
    RtlMoveMemory(address, bytes, bytes.byteLength)
    GlobalUnlock(handle)
  }
  const memory: GlobalMemory = {
    handle,
    given: false,
    [Symbol.dispose]: () => {
      if (handle && !memory.given) GlobalFree(handle)
    },
  }
  return memory
}
