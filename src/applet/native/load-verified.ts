import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NativeFile, PrivateFolder } from './private-folder.ts'

/** Takes the shared library at this path into the process. */
export type Load = (path: string) => void

/** Full paths of a folder and of what lies in it. */
export type HeldFolder = Pick<PrivateFolder, 'path' | 'files'>

/** Folders with what Windows does not let go while it is loaded, which is until this process, or one that it began, has ended. */
export const heldFolders: HeldFolder[] = []

/**
 * Lays a library and its companions where only we reach them, checks every byte, loads the first and removes them again.
 * Throws NativePartRefused, or what the system said.
 */
export function loadVerified(files: readonly [NativeFile, ...NativeFile[]], load: Load): void {
  // A temporary folder may be mounted so that nothing in it can be run.
  const parents = process.platform === 'linux' ? [tmpdir(), '/dev/shm'] : [tmpdir()]
  const failures: unknown[] = []
  for (const parent of parents) {
    try {
      return loadIn(parent, files, load)
    } catch (error) {
      failures.push(error)
    }
  }
  throw failures[0]
}

function loadIn(parent: string, files: readonly [NativeFile, ...NativeFile[]], load: Load): void {
  const folder = new PrivateFolder(parent)
  try {
    for (const file of files) folder.write(file)
    load(join(folder.path, files[0].name))
  } finally {
    if (process.platform === 'win32') heldFolders.push(folder)
    else folder.remove()
  }
}
