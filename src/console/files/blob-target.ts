import type { FileTarget } from '../../channel/transfer/file-ends.ts'

/** Browsers move what is in a Blob to the disk when it gets much; they do so piece by piece. */
const PIECE_BYTES = 4 * 1024 * 1024

/** A file of the customer's, held by the browser until the technician saves it. */
export class BlobTarget implements FileTarget {
  readonly #finished: (file: Blob) => void
  #pieces: Blob[] = []
  #loose: Uint8Array<ArrayBuffer>[] = []
  #looseBytes = 0

  constructor(finished: (file: Blob) => void) {
    this.#finished = finished
  }

  async write(data: Uint8Array): Promise<void> {
    this.#loose.push(data as Uint8Array<ArrayBuffer>)
    this.#looseBytes += data.byteLength
    if (this.#looseBytes >= PIECE_BYTES) this.#pack()
  }

  async finish(): Promise<void> {
    this.#pack()
    // Of no kind that a browser would show: it can only be saved.
    this.#finished(new Blob(this.#pieces, { type: 'application/octet-stream' }))
    this.discard()
  }

  discard(): void {
    this.#pieces = []
    this.#loose = []
    this.#looseBytes = 0
  }

  #pack(): void {
    this.#pieces.push(new Blob(this.#loose))
    this.#loose = []
    this.#looseBytes = 0
  }
}
