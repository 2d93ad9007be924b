import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { JsonProcess } from '../support/json-process.ts'

const PATH = '/usr/sbin:/usr/bin:/sbin:/bin'

/** The Debian 13 that setup.sh prepared. What runs in it has mounts and processes of its own, which all go with it. */
export class WebviewRoom implements Disposable {
  readonly #root: string
  readonly #display: string
  readonly #folder: string

  constructor(root: string, display: string) {
    this.#root = root
    this.#display = display
    this.#folder = join(root, 'opt/customer')
    rmSync(this.#folder, { recursive: true, force: true })
    mkdirSync(this.#folder, { recursive: true })
  }

  /** Puts the program there under this name and starts it. */
  start(program: string, name: string, ...args: string[]): JsonProcess {
    copyFileSync(program, join(this.#folder, name))
    const apart = [
      'unshare',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      `--root=${this.#root}`,
      '--mount-proc=/proc',
    ]
    const environment = ['env', '-i', `PATH=${PATH}`, 'HOME=/root', 'LANG=C.UTF-8', `DISPLAY=${this.#display}`]
    const script = 'mount -t tmpfs tmpfs /tmp && exec "$0" "$@"'
    return new JsonProcess([...apart, ...environment, 'sh', '-c', script, `/opt/customer/${name}`], args)
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
