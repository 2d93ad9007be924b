import { openLibrary } from './library.ts'

const { bind } = openLibrary('libc.so.6')

export const IPC_PRIVATE = 0
export const IPC_CREAT = 0o1000
export const IPC_RMID = 0
export const shmget = bind('int shmget(int key, size_t bytes, int flags)')
/** The address; all ones when it failed. */
export const shmat = bind('void *shmat(int id, void *address, int flags)')
export const SHMAT_FAILED = 0xffff_ffff_ffff_ffffn
export const shmdt = bind('int shmdt(void *address)')
export const shmctl = bind('int shmctl(int id, int command, void *buffer)')
export const memcpy = bind('void *memcpy(void *to, void *from, size_t bytes)')
