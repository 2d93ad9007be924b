import koffi from 'koffi'
import {
  CloseHandle,
  CreateToolhelp32Snapshot,
  PROCESSENTRY32W,
  Process32FirstW,
  Process32NextW,
  TH32CS_SNAPPROCESS,
} from '../../../win32/windows-api.ts'

/** Which process started which, of all that run now. */
export function readProcessParents(): Map<number, number> {
  const parents = new Map<number, number>()
  const snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0)
  if (snapshot === -1) return parents
  const entry = Buffer.alloc(koffi.sizeof(PROCESSENTRY32W))
  entry.writeUInt32LE(entry.byteLength)
  for (let found = Process32FirstW(snapshot, entry); found !== 0; found = Process32NextW(snapshot, entry)) {
    const { th32ProcessID, th32ParentProcessID } = koffi.decode(entry, PROCESSENTRY32W)
    parents.set(th32ProcessID, th32ParentProcessID)
  }
  CloseHandle(snapshot)
  return parents
}
