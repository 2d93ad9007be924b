import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, linkSync, lstatSync, openSync, renameSync, unlinkSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileTarget } from '../../channel/transfer/file-ends.ts'
import { NotWritten } from '../../channel/transfer/incoming-file.ts'
import { numberedFileName } from '../../protocol/peer/file-name.ts'
import { RealFolder } from './real-folder.ts'
import { rememberUnfinished } from './unfinished-files.ts'
import { type MarkFile, markFromWeb } from './web-mark.ts'

const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0)
/** For their owner alone, and nothing that could be run. */
const MODE = 0o600
const MOST_NAMES = 1000
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** A file of the technician's, under a name of our own until it is whole, in the folder that the customer chose. */
export class PlacedFile implements FileTarget {
  readonly #folder: RealFolder
  readonly #name: string
  readonly #temporary: string
  readonly #handle: FileHandle
  readonly #mark: MarkFile
  readonly #remembered: Disposable
  #isOver = false
  #savedAs: string | undefined

  private constructor(folder: RealFolder, name: string, temporary: string, handle: FileHandle, mark: MarkFile) {
    this.#folder = folder
    this.#name = name
    this.#temporary = temporary
    this.#handle = handle
    this.#mark = mark
    this.#remembered = rememberUnfinished(join(folder.path, temporary), handle.fd)
  }

  /** `name`: a safe one. Rejects with NotWritten; nothing stays then. */
  static async open(path: string, name: string, bytes: number, mark: MarkFile = markFromWeb): Promise<PlacedFile> {
    const folder = RealFolder.open(path)
    const temporary = `.rescue-${randomBytes(8).toString('hex')}.part`
    try {
      if (folder.freeBytes < bytes) throw new NotWritten('no-space')
      const handle = await open(folder.reach(temporary), NEW_FILE, MODE)
      const placed = new PlacedFile(folder, name, temporary, handle, mark)
      const stat = fstatSync(handle.fd)
      if (stat.isFile() && stat.nlink === 1 && folder.holds(handle.fd, temporary)) return placed
      placed.discard()
      throw new NotWritten('not-written')
    } catch (error) {
      folder[Symbol.dispose]()
      throw notWritten(error)
    }
  }

  /** The whole path, as soon as it is there. */
  get savedAs(): string | undefined {
    return this.#savedAs
  }

  async write(data: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < data.byteLength && !this.#isOver; ) {
        done += (await this.#handle.write(data, done)).bytesWritten
      }
    } catch (error) {
      throw notWritten(error)
    }
  }

  async finish(): Promise<void> {
    if (this.#isOver) return
    try {
      await this.#handle.sync()
      // From here on in one go: nobody can take it back halfway.
      if (!this.#isOver) this.#giveName()
    } catch (error) {
      this.discard()
      throw notWritten(error)
    }
  }

  discard(): void {
    if (this.#isOver) return
    this.#unlink()
    this.#release()
  }

  #giveName(): void {
    this.#mark(this.#folder.reach(this.#temporary))
    for (let number = 0; number < MOST_NAMES; number += 1) {
      const name = numberedFileName(this.#name, number)
      if (!this.#becomes(name)) continue
      if (lstatSync(this.#folder.reach(name)).ino !== fstatSync(this.#handle.fd).ino) break
      this.#savedAs = join(this.#folder.path, name)
      return this.#release()
    }
    throw new NotWritten('not-written')
  }

  /** False when something of this name is there: a link never takes its place, nor leads anywhere. */
  #becomes(name: string): boolean {
    const [from, to] = [this.#folder.reach(this.#temporary), this.#folder.reach(name)]
    try {
      linkSync(from, to)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      return this.#takesPlaceOfOwn(from, to)
    }
    this.#unlink()
    return true
  }

  /** File systems of sticks and cards know no second name: an empty file holds the place, and is replaced. */
  #takesPlaceOfOwn(from: string, to: string): boolean {
    try {
      closeSync(openSync(to, NEW_FILE, MODE))
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      throw error
    }
    try {
      renameSync(from, to)
    } catch (error) {
      unlinkSync(to)
      throw error
    }
    return true
  }

  #unlink(): void {
    try {
      unlinkSync(this.#folder.reach(this.#temporary))
    } catch {
      // Somebody else took it away.
    }
  }

  #release(): void {
    this.#isOver = true
    this.#remembered[Symbol.dispose]()
    this.#folder[Symbol.dispose]()
    // What is being written still goes to a file that has no name any more.
    this.#handle.close().catch(() => {})
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

function notWritten(cause: unknown): NotWritten {
  if (cause instanceof NotWritten) return cause
  return new NotWritten(FULL.includes(codeOf(cause) ?? '') ? 'no-space' : 'not-written', { cause })
}
