import type { Shell } from '../shell.ts'

/**
 * On Windows a program that is opened by a double click gets a console window of its own, which says nothing to the customer
 * once they have a better one. One that somebody typed a command into stays.
 */
export async function withoutOwnConsole(open: () => Promise<Shell>): Promise<Shell> {
  if (process.platform !== 'win32') return open()
  const { consoleIsOursAlone, leaveConsole } = await import('./windows/console.ts')
  // Asked before, because what we start may be in it as well.
  const isOurs = consoleIsOursAlone()
  const shell = await open()
  if (isOurs) leaveConsole()
  return shell
}
