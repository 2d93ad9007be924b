import { spawn } from 'node:child_process'

/**
 * Opens an address in the customer's own browser, where it says what it is. The address is one argument and never part of a
 * command line that a shell would read; it was checked to be `http` or `https` when it came.
 */
export function openUrl(url: string): void {
  const [program, ...args] = opener(url)
  const opening = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true })
  // Where there is no browser nothing happens; the address is in the log.
  opening.on('error', () => {})
  opening.unref()
}

function opener(url: string): readonly [string, ...string[]] {
  if (process.platform === 'darwin') return ['/usr/bin/open', url]
  if (process.platform !== 'win32') return ['xdg-open', url]
  // By full path: a program of such a name may lie in the folder of downloads.
  const system = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32`
  return [`${system}\\rundll32.exe`, 'url.dll,FileProtocolHandler', url]
}
