import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Puts a file into a folder of ours that leads on to the secret address; returns the file's. Everybody on this computer can
 * read a command line, nobody else this file.
 */
export function leadTo(secretUrl: string, folder: string): string {
  const file = join(folder, 'open.html')
  const refresh = `<meta http-equiv="refresh" content="0;url=${secretUrl}">`
  writeFileSync(file, `<!doctype html><meta charset="utf-8">${refresh}\n`, { mode: 0o600, flag: 'wx' })
  return pathToFileURL(file).href
}
