import { closeSync, constants, openSync, readlinkSync, realpathSync, statfsSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { NotWritten } from '../../channel/transfer/incoming-file.ts'

/**
 * A folder as it really is now, held open: on Linux whatever is done in it is done in just this one, also when somebody puts
 * another in its place, or a link.
 */
export class RealFolder implements Disposable {
  /** Without a link in it. */
  readonly path: string
  readonly #descriptor: number | undefined
  #isOpen = true

  private constructor(path: string, descriptor: number | undefined) {
    this.path = path
    this.#descriptor = descriptor
  }

  /** Throws NotWritten for what is no folder. */
  static open(folder: string): RealFolder {
    if (!isAbsolute(folder)) throw new NotWritten('not-written')
    try {
      const path = realpathSync.native(folder)
      if (process.platform !== 'linux') return statSync(path).isDirectory() ? new RealFolder(path, undefined) : refuse()
      const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
      const real = new RealFolder(path, descriptor)
      if (readlinkSync(`/proc/self/fd/${descriptor}`) === path) return real
      real[Symbol.dispose]()
      return refuse()
    } catch (cause) {
      throw cause instanceof NotWritten ? cause : new NotWritten('not-written', { cause })
    }
  }

  /** How the file of this name is reached. */
  reach(name: string): string {
    return join(this.#descriptor === undefined ? this.path : `/proc/self/fd/${this.#descriptor}`, name)
  }

  /** Whether an open file is the one of this name in here. */
  holds(descriptor: number, name: string): boolean {
    const expected = join(this.path, name)
    if (process.platform === 'linux') return readlinkSync(`/proc/self/fd/${descriptor}`) === expected
    return realpathSync.native(expected) === expected
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.reach('.'))
    return bavail * bsize
  }

  [Symbol.dispose](): void {
    if (this.#isOpen && this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#isOpen = false
  }
}

function refuse(): never {
  throw new NotWritten('not-written')
}
