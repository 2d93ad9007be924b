import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { type Artefact, type ArtefactsManifest, TARGETS, type Target } from '../../src/protocol/broker/artefacts.ts'

const NAME = 'Support-LogMeInRescue'
const FILES: Readonly<Record<Target, string>> = {
  'win-x64': `${NAME}.exe`,
  'darwin-arm64': `${NAME}-darwin-arm64.zip`,
  'darwin-x64': `${NAME}-darwin-x64.zip`,
  'linux-x64': NAME,
}

/** A folder as packaging leaves it, with short programs that can be told apart; gone when disposed of. */
export class ArtefactsFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'artefacts-'))
  readonly artefacts: readonly Artefact[]

  constructor({ targets = TARGETS, repeats = 20_000 }: { targets?: readonly Target[]; repeats?: number } = {}) {
    this.artefacts = targets.map((target) => this.#write(target, repeats))
    this.writeManifest()
  }

  static content(target: Target, repeats = 20_000): Buffer {
    return Buffer.from(`the program for ${target}\n`.repeat(repeats))
  }

  writeManifest(artefacts: readonly Artefact[] = this.artefacts): void {
    const manifest: ArtefactsManifest = { version: '1.2.3', name: NAME, artefacts: [...artefacts] }
    this.write('manifest.json', JSON.stringify(manifest))
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(join(this.path, name), content)
  }

  #write(target: Target, repeats: number): Artefact {
    const file = FILES[target]
    const content = ArtefactsFolder.content(target, repeats)
    this.write(file, content)
    this.write(`${file}.zst`, zstdCompressSync(content))
    this.write(`${file}.gz`, gzipSync(content))
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { target, file, bytes: content.byteLength, sha256, encodings: ['zstd', 'gzip'] }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true })
  }
}
