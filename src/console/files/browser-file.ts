import type { FileSource } from '../../channel/transfer/file-ends.ts'

/** A file that the technician chose. Browsers do not read it any more once it was changed. */
export class BrowserFile implements FileSource {
  readonly #file: Blob

  constructor(file: Blob) {
    this.#file = file
  }

  get bytes(): number {
    return this.#file.size
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    return new Uint8Array(await this.#file.slice(offset, offset + length).arrayBuffer())
  }

  async isUnchanged(): Promise<boolean> {
    await this.#file.slice(0, 1).arrayBuffer()
    return true
  }

  close(): void {}
}
