import { fstatSync, lstatSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { basename, isAbsolute, join } from 'node:path'
import * as v from 'valibot'

/** What the names of notes begin with. */
const NOTE = 'unfinished-'
/** Bytes of a note: the longest path of any system, escaped. */
const MOST_BYTES = 256 * 1024
/** Ours are called so while they are not whole, and nothing else is. */
const NAME = /^\.rescue-[0-9a-f]{16}\.part$/

/** Which file it is, whatever has its name by now. */
const noteSchema = v.object({ path: v.string(), device: v.string(), inode: v.string() })

/** Writes into one of our own folders that this open file is ours and not whole; returns the path of the note. */
export function noteUnfinished(ownFolder: string, path: string, descriptor: number): string {
  const { dev, ino } = fstatSync(descriptor, { bigint: true })
  const note = join(ownFolder, `${NOTE}${basename(path)}`)
  writeFileSync(note, JSON.stringify({ path, device: `${dev}`, inode: `${ino}` }), { flag: 'wx', mode: 0o600 })
  return note
}

/** Removes what the notes in the folder of a run that is over name: the very files that it made, and nothing else. */
export function removeUnfinished(ownFolder: string): void {
  for (const name of notesIn(ownFolder)) {
    try {
      removeNoted(join(ownFolder, name))
    } catch {
      // Whole by now, gone, or on a disk that is not there.
    }
  }
}

function notesIn(ownFolder: string): string[] {
  try {
    return readdirSync(ownFolder).filter((name) => name.startsWith(NOTE))
  } catch {
    return []
  }
}

function removeNoted(note: string): void {
  const { size } = lstatSync(note)
  if (size > MOST_BYTES) return
  const { path, device, inode } = v.parse(noteSchema, JSON.parse(readFileSync(note, 'utf8')))
  if (!isAbsolute(path) || !NAME.test(basename(path))) return
  const file = lstatSync(path, { bigint: true })
  if (file.isFile() && `${file.dev}` === device && `${file.ino}` === inode) unlinkSync(path)
}
