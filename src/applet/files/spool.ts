import { unlinkSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileSource } from '../../channel/transfer/file-ends.ts'
import { makeOwnFolder, removeOwnFolder } from '../own-temporaries.ts'
import type { ChosenFile } from '../ui/shell.ts'
import { DiskSource } from './disk-source.ts'

/** A shell brought fewer or more bytes than it said, or none any more. */
class NotSpooled extends Error {
  override readonly name = 'NotSpooled'
}

/**
 * Keeps bytes that come only once until they are sent: a cut asks for some of them again. In a folder that was made this
 * moment and that nobody else may enter; what is in it is gone when the file is done with, and at the latest with us.
 */
export class Spool implements Disposable {
  readonly #parent: string
  #folder: string | undefined
  readonly #files = new Set<string>()
  #count = 0

  constructor(parent = tmpdir()) {
    this.#parent = parent
  }

  /** Rejects with NotSpooled, or with what the system said; nothing stays then. */
  async keep({ bytes, content }: ChosenFile): Promise<FileSource> {
    this.#count += 1
    this.#folder ??= makeOwnFolder(this.#parent)
    const path = join(this.#folder, String(this.#count))
    this.#files.add(path)
    try {
      await this.#fill(path, bytes, content)
      return this.#removedWhenClosed(path, await DiskSource.open(path))
    } catch (error) {
      this.#remove(path)
      throw error
    }
  }

  [Symbol.dispose](): void {
    for (const path of [...this.#files]) this.#remove(path)
    if (this.#folder) removeOwnFolder(this.#folder)
    this.#folder = undefined
  }

  async #fill(path: string, bytes: number, content: AsyncIterable<Uint8Array>): Promise<void> {
    await using file = await open(path, 'wx', 0o600)
    let written = 0
    for await (const piece of content) {
      written += piece.byteLength
      if (written > bytes || !this.#files.has(path)) break
      await file.writeFile(piece)
    }
    if (written !== bytes || !this.#files.has(path)) throw new NotSpooled()
  }

  #removedWhenClosed(path: string, source: DiskSource): FileSource {
    return {
      bytes: source.bytes,
      read: (offset, length) => source.read(offset, length),
      isUnchanged: () => source.isUnchanged(),
      close: () => {
        source.close()
        this.#remove(path)
      },
    }
  }

  #remove(path: string): void {
    if (!this.#files.delete(path)) return
    try {
      unlinkSync(path)
    } catch {
      // Never made.
    }
  }
}
