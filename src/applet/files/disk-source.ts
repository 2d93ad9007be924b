import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { FileSource } from '../../channel/transfer/file-ends.ts'

/** Somebody named what is no file: a folder, a device, a pipe. */
export class NoFile extends Error {
  override readonly name = 'NoFile'
}

/** A file of the customer's, as it is from now on, whatever its name comes to mean. */
export class DiskSource implements FileSource {
  readonly bytes: number
  readonly #handle: FileHandle
  readonly #changedAt: bigint

  private constructor(handle: FileHandle, bytes: number, changedAt: bigint) {
    this.#handle = handle
    this.bytes = bytes
    this.#changedAt = changedAt
  }

  /** Rejects with NoFile, or with what the system said. */
  static async open(path: string): Promise<DiskSource> {
    // A pipe would keep us waiting for whoever writes to it.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = await handle.stat({ bigint: true })
    if (stat.isFile()) return new DiskSource(handle, Number(stat.size), stat.mtimeNs)
    await handle.close()
    throw new NoFile(path)
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const { buffer, bytesRead } = await this.#handle.read(new Uint8Array(length), 0, length, offset)
    return buffer.subarray(0, bytesRead)
  }

  async isUnchanged(): Promise<boolean> {
    const { size, mtimeNs } = await this.#handle.stat({ bigint: true })
    return Number(size) === this.bytes && mtimeNs === this.#changedAt
  }

  close(): void {
    this.#handle.close().catch(() => {})
  }
}
