import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { PlaceId, PlaceView } from '../ui/view/customer-view.ts'

/** As Windows and macOS call them on disk, whatever they are called on the screen. */
const USUAL: Readonly<Record<PlaceId, string>> = { downloads: 'Downloads', desktop: 'Desktop', documents: 'Documents' }

const XDG: Readonly<Record<PlaceId, string>> = {
  downloads: 'XDG_DOWNLOAD_DIR',
  desktop: 'XDG_DESKTOP_DIR',
  documents: 'XDG_DOCUMENTS_DIR',
}

/** The folders of the customer's that are there, for saving a file without typing where. */
export function placesOf(home = homedir()): readonly PlaceView[] {
  const named = userFolders(home)
  const places = (Object.keys(USUAL) as PlaceId[]).map((id) => ({
    id,
    path: named.get(XDG[id]) ?? join(home, USUAL[id]),
  }))
  // A folder that a desktop does not use is named as the home itself.
  return places.filter(({ path }) => path !== home && isFolder(path))
}

/** What desktops on Linux call their folders, which is in the user's language. */
function userFolders(home: string): ReadonlyMap<string, string> {
  const line = /^\s*(XDG_\w+_DIR)="(?:\$HOME(\/[^"]*)?|(\/[^"]*))"\s*$/gm
  return new Map(
    [...textOf(join(home, '.config/user-dirs.dirs')).matchAll(line)].map(([, name = '', below, whole]) => [
      name,
      whole ?? join(home, below ?? ''),
    ]),
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
