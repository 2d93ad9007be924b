import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { makeOwnFolder, removeOwnFolder } from '../../../own-temporaries.ts'
import type { PageWindow } from '../../loopback/page-shell.ts'
import { leadTo } from './lead-to.ts'

/** Milliseconds in which a browser that was asked to go has put its profile away; then it is killed. */
const LEAVE_MS = 2000

/** A browser asks nothing, greets nobody, loads nothing of its own, and keeps nothing beside its private folder. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-features=Translate,MediaRouter,msEdgeSidebarV2',
  '--password-store=basic',
  '--use-mock-keychain',
  '--window-size=400,680',
]

/** An installed browser with a profile of its own, as a window without tabs and address. */
export class BrowserWindow implements PageWindow {
  readonly #folder = makeOwnFolder()
  readonly #child: ChildProcess
  readonly #gone = Promise.withResolvers<string>()

  constructor(program: string, secretUrl: string, env: NodeJS.ProcessEnv) {
    // Its sandbox refuses to work for root.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const own = [`--app=${leadTo(secretUrl, this.#folder)}`, `--user-data-dir=${join(this.#folder, 'profile')}`]
    this.#child = spawn(program, [...own, ...QUIET, ...asRoot], {
      stdio: 'ignore',
      windowsHide: true,
      env: { ...env, ...leavesAt(this.#folder) },
    })
    this.#child.on('error', (error) => this.#gone.resolve(`The browser did not start: ${error.message}`))
    this.#child.on('exit', () => this.#gone.resolve('The window was closed.'))
  }

  get processes(): readonly number[] {
    return this.#child.pid === undefined ? [] : [this.#child.pid]
  }

  get gone(): Promise<string> {
    return this.#gone.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode, pid } = this.#child
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const exited = once(this.#child, 'exit')
      this.#child.kill()
      const impatience = setTimeout(() => this.#child.kill('SIGKILL'), LEAVE_MS)
      await exited
      clearTimeout(impatience)
    }
    removeOwnFolder(this.#folder)
  }
}

/** Characters that the address of a socket can have on Linux, less what Chromium puts below its temporary folder. */
const MOST_SOCKET_FOLDER = 107 - '/org.chromium.Chromium.123456/SingletonSocket'.length

/** Where a browser leaves what it would leave in the customer's temporary folder and home: a socket, a folder for reports. */
function leavesAt(folder: string): NodeJS.ProcessEnv {
  const reports = { BREAKPAD_DUMP_LOCATION: join(folder, 'reports') }
  // Too deep down it would not start.
  return Buffer.byteLength(folder) > MOST_SOCKET_FOLDER ? reports : { ...reports, TMPDIR: folder }
}
