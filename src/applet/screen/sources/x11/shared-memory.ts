import koffi from 'koffi'
import type { Pointer } from '../../../native/c-declaration.ts'
import { IPC_CREAT, IPC_PRIVATE, IPC_RMID, SHMAT_FAILED, shmat, shmctl, shmdt, shmget } from '../../../x11/libc.ts'

export interface SharedMemory {
  readonly id: number
  readonly address: Pointer
  readonly bytes: ArrayBuffer
  /** To be called once the other side has it too: from then on it goes with the last that lets it go, even by a crash. */
  forget(): void
}

// A view of memory that was given back would crash the process when somebody still reads it, an encoder's thread for
// example. So memory stays until nobody can see it any more.
const views = new FinalizationRegistry<Pointer>((address) => shmdt(address))

/** Undefined when the system has none to give. */
export function createSharedMemory(byteLength: number): SharedMemory | undefined {
  const id = shmget(IPC_PRIVATE, byteLength, IPC_CREAT | 0o600)
  if (id < 0) return undefined
  const forget = () => void shmctl(id, IPC_RMID, null)
  const address = shmat(id, null, 0)
  if (address === null || address === SHMAT_FAILED) {
    forget()
    return undefined
  }
  const bytes = koffi.view(address, byteLength)
  views.register(bytes, address)
  return { id, address, bytes, forget }
}
