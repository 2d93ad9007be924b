import { spawn } from 'node:child_process'
import { win32 } from 'node:path'
import { makeOwnFolder, removeOwnFolder } from '../../../own-temporaries.ts'
import type { PageWindow } from '../../loopback/page-shell.ts'
import type { Command } from '../../process/window-process.ts'
import { leadTo } from './lead-to.ts'

/** Whatever the customer browses with. It is not ours: its process, its profile and its window stay theirs. */
export class DefaultBrowser implements PageWindow {
  readonly #folder = makeOwnFolder()
  readonly #gone = Promise.withResolvers<string>()
  readonly processes: readonly number[] = []

  constructor(opener: Command, secretUrl: string, env: NodeJS.ProcessEnv) {
    const [program, ...args] = opener
    const child = spawn(program, [...args, leadTo(secretUrl, this.#folder)], {
      stdio: 'ignore',
      windowsHide: true,
      env,
    })
    child.on('error', (error) => this.#gone.resolve(`The browser did not start: ${error.message}`))
    // Started on its own, the browser may run as long as this.
    child.on('exit', (status) => {
      if (status !== 0) this.#gone.resolve(`no browser could be opened (${status})`)
    })
    child.unref()
  }

  /** Only a failure to start is told here; that its page is gone the page's own stream tells. */
  get gone(): Promise<string> {
    return this.#gone.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    removeOwnFolder(this.#folder)
  }
}

/** What opens an address in the browser of the customer's choice. */
export function openerOf(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Command {
  if (platform === 'darwin') return ['/usr/bin/open']
  if (platform !== 'win32') return ['xdg-open']
  const system = win32.join(environment.SystemRoot ?? 'C:\\Windows', 'System32')
  return [win32.join(system, 'rundll32.exe'), 'url.dll,FileProtocolHandler']
}
