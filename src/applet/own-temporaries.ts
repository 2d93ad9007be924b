import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAbandoned, markOwned } from './owner-mark.ts'
import { removeUnfinished } from './unfinished-file.ts'

/** What the names of our temporary folders begin with. */
export const OWN_PREFIX = 'rescue-'

const folders = new Set<string>()

/** Full paths of the folders that are there now. */
export function ownFolders(): readonly string[] {
  return [...folders]
}

/**
 * A new folder that nobody else may enter, for what this run needs on disk. It goes with the program on every way out; what a
 * program that was killed leaves, the next one of the same person removes.
 */
export function makeOwnFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, OWN_PREFIX))
  if (folders.size === 0) process.once('exit', removeOwnFolders)
  folders.add(folder)
  markOwned(folder)
  return folder
}

/** With all that is in it. What is still in use stays until the end of the program. */
export function removeOwnFolder(folder: string): void {
  if (!folders.has(folder)) return
  try {
    removeLeft(folder)
    folders.delete(folder)
  } catch {
    // Tried again at the end, and by the next start.
  }
}

function removeOwnFolders(): void {
  for (const folder of ownFolders()) removeOwnFolder(folder)
}

/** Removes the folders of runs of this person's that are over and could not clear up. Nothing else, and it never fails. */
export function removeAbandoned(parents: readonly string[] = places()): void {
  for (const parent of parents) {
    for (const folder of candidates(parent)) {
      try {
        if (isOurs(folder) && isAbandoned(folder)) removeLeft(folder)
      } catch {
        // Gone meanwhile, or not to be removed.
      }
    }
  }
}

/** With the files elsewhere that it has notes of. */
function removeLeft(folder: string): void {
  removeUnfinished(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

function places(): string[] {
  return process.platform === 'linux' ? [tmpdir(), '/dev/shm'] : [tmpdir()]
}

function candidates(parent: string): string[] {
  try {
    return readdirSync(parent)
      .filter((name) => name.startsWith(OWN_PREFIX))
      .map((name) => join(parent, name))
  } catch {
    return []
  }
}

/** A folder, not a link to one, that is this person's and closed to everybody else. */
function isOurs(folder: string): boolean {
  const entry = lstatSync(folder)
  if (process.platform === 'win32') return entry.isDirectory()
  return entry.isDirectory() && entry.uid === process.getuid?.() && (entry.mode & 0o077) === 0
}
