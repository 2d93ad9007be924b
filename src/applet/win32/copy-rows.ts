import type { Pointer } from '../native/c-declaration.ts'
import { openLibrary } from './library.ts'

const RtlMoveMemory = openLibrary('ntdll.dll').bind('void RtlMoveMemory(void *to, void *from, size_t bytes)')

interface Rows {
  readonly address: Pointer
  /** Bytes from one row to the next. */
  readonly stride: number
}

/** Copies the first `bytes` of this many rows, without a look at them on the way. */
export function copyRows(from: Rows, to: Rows, bytes: number, count: number): void {
  if (from.stride === bytes && to.stride === bytes) return RtlMoveMemory(to.address, from.address, bytes * count)
  for (let row = 0; row < count; row += 1) {
    const [source, target] = [from, to].map(({ address, stride }) => address + BigInt(row * stride)) as [
      Pointer,
      Pointer,
    ]
    RtlMoveMemory(target, source, bytes)
  }
}
