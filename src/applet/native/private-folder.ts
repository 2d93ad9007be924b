import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { OWN_PREFIX } from '../own-temporaries.ts'
import { markOwned } from '../owner-mark.ts'

export interface NativeFile {
  /** A name without a folder. */
  readonly name: string
  /** Hexadecimal. */
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** Something is not what was packaged, or lies where others reach it. Nothing of it was loaded. */
export class NativePartRefused extends Error {
  override readonly name = 'NativePartRefused'
}

/** A folder made this moment, under a name that nobody could know before, and that nobody else may enter. */
export class PrivateFolder {
  readonly #path: string
  readonly #descriptor: number | undefined
  readonly #files: string[] = []

  /** Throws NativePartRefused, or what the system said. */
  constructor(parent: string) {
    this.#path = mkdtempSync(join(parent, OWN_PREFIX))
    if (process.platform !== 'win32') this.#descriptor = openOwn(this.#path)
    this.#files.push(markOwned(this.path))
  }

  /**
   * Linux goes by the descriptor: where others may rename what is ours (a temporary folder without its sticky bit), the name
   * may lead elsewhere by now. On Windows the person's own temporary folder lets nobody else in.
   */
  get path(): string {
    return process.platform === 'linux' ? `/proc/self/fd/${this.#descriptor}` : this.#path
  }

  /** Full paths of what was written and not yet removed, the mark included that says whose the folder is. */
  get files(): readonly string[] {
    return this.#files
  }

  /** Writes where nothing may be yet, and reads it back: throws NativePartRefused unless exactly these bytes lie there. */
  write(file: NativeFile): void {
    requireHash(file, file.bytes)
    const path = join(this.path, file.name)
    const descriptor = openSync(path, 'wx+', 0o700)
    this.#files.push(path)
    try {
      for (let done = 0; done < file.bytes.length; ) done += writeSync(descriptor, file.bytes, done)
      fchmodSync(descriptor, 0o500)
      requireHash(file, readBack(descriptor, file.bytes.length))
    } finally {
      // Windows loads nothing that is open for writing.
      closeSync(descriptor)
    }
  }

  /** File by file; a folder that somebody else put something into, or put there instead, stays. */
  remove(): void {
    for (const file of this.#files.splice(0)) unlinkSync(file)
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    try {
      rmdirSync(this.#path)
    } catch {
      // Not ours any more.
    }
  }
}

function openOwn(path: string): number {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  const { uid, mode } = fstatSync(descriptor)
  if (uid === process.getuid?.() && (mode & 0o777) === 0o700) return descriptor
  throw new NativePartRefused(`${path} is open to others.`)
}

function readBack(descriptor: number, length: number): Uint8Array {
  // Room for one byte too many, so that an addition is seen as well.
  const bytes = Buffer.alloc(length + 1)
  let done = 0
  for (let count = -1; count !== 0 && done < bytes.length; done += count) {
    count = readSync(descriptor, bytes, done, bytes.length - done, done)
  }
  return bytes.subarray(0, done)
}

function requireHash({ name, sha256 }: NativeFile, bytes: Uint8Array): void {
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return
  throw new NativePartRefused(`${name} is not the file that was packaged.`)
}
