import koffi from 'koffi'
import type { NativeFunction } from '../native/c-declaration.ts'

/** libproc.h, proc_info.h. Written by the headers; it never ran on a Mac. */
const DECLARATION = 'int proc_pidinfo(int pid, int flavor, uint64_t arg, void *buffer, int size)'
const proc_pidinfo = koffi.load('/usr/lib/libSystem.B.dylib').func(DECLARATION) as unknown as NativeFunction<
  typeof DECLARATION
>

const PROC_PIDTBSDINFO = 3
/** `struct proc_bsdinfo`, and where its `pbi_ppid` is. */
const INFO_BYTES = 136
const PARENT_AT = 16

/** What started a process; undefined when it is gone, or somebody else's. */
export function parentProcess(pid: number): number | undefined {
  const info = Buffer.alloc(INFO_BYTES)
  return proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, info, INFO_BYTES) === INFO_BYTES
    ? info.readUInt32LE(PARENT_AT)
    : undefined
}
