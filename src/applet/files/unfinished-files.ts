import { unlinkSync } from 'node:fs'
import { makeOwnFolder, removeOwnFolder } from '../own-temporaries.ts'
import { noteUnfinished } from '../unfinished-file.ts'

const notes = new Set<string>()
let folder: string | undefined

/**
 * Remembers an open file of ours in a folder of the customer's for as long as it is not whole: a program that is killed cannot
 * take it away, and the next one, or the process beside it, does.
 */
export function rememberUnfinished(path: string, descriptor: number): Disposable {
  let note: string | undefined
  try {
    folder ??= makeOwnFolder()
    note = noteUnfinished(folder, path, descriptor)
    notes.add(note)
  } catch {
    // Without a place for a note the file is worth having all the same.
  }
  return { [Symbol.dispose]: () => forget(note) }
}

function forget(note: string | undefined): void {
  if (note === undefined || !notes.delete(note)) return
  try {
    unlinkSync(note)
  } catch {
    // Goes with its folder.
  }
  if (notes.size > 0 || folder === undefined) return
  removeOwnFolder(folder)
  folder = undefined
}
