import { writeFileSync } from 'node:fs'

/** What Windows reads before it opens or starts a file: zone 3 is the internet. */
const ZONE_OF_THE_WEB = '[ZoneTransfer]\r\nZoneId=3\r\n'

export type MarkFile = (path: string) => void

/** Where a file system has no streams there is nothing to mark; Windows treats browsers the same way. */
export const markFromWeb: MarkFile = (path) => {
  if (process.platform !== 'win32') return
  try {
    writeFileSync(`${path}:Zone.Identifier`, ZONE_OF_THE_WEB)
  } catch {
    // FAT.
  }
}
