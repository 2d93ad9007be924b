/** What a file is read from. Its bytes can be read again as long as it is open. */
export interface FileSource {
  readonly bytes: number
  /** Fewer bytes than asked for, or a rejection, mean that it is not what it was. */
  read(offset: number, length: number): Promise<Uint8Array>
  /** Whether it still has the size and the time of change that it had when it was opened. */
  isUnchanged(): Promise<boolean>
  /** Forgets it; also what was kept only for this. */
  close(): void
}

/** What a file is written to, from its first byte to its last. */
export interface FileTarget {
  write(data: Uint8Array): Promise<void>
  /** All bytes are there and are the right ones. */
  finish(sha256: string): Promise<void>
  /** Nothing of it stays. May be called at any moment, also while something is being written, and more than once. */
  discard(): void
}

export interface Hash {
  update(data: Uint8Array): void
  /** Hexadecimal; the last call. */
  digest(): string
}

export type CreateHash = () => Hash
