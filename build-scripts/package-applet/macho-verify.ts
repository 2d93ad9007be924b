import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type MachO, MachOError, readMachO } from './macho.ts'
import { type Blobs, readSignature, SLOT } from './macho-blobs.ts'
import type { CodeDirectory } from './macho-code-directory.ts'
import { readCodeDirectory } from './macho-code-directory-reader.ts'

/** Files of the bundle, beside the program, that a signature may vouch for. */
export interface SealedFiles {
  readonly infoPlist?: Uint8Array | undefined
  readonly codeResources?: Uint8Array | undefined
}

export interface Verdict {
  readonly identifier: string
  readonly pages: number
  /** Sentences; none means that every byte is what was signed. By whom is not looked at. */
  readonly problems: readonly string[]
}

/** Throws MachOError where the file has no signature, or one that cannot be read. */
export function verifyMachO(bytes: Uint8Array, sealed: SealedFiles = {}): Verdict {
  const image = readMachO(bytes)
  if (!image.signature) throw new MachOError('The file has no signature.')
  const { offset, size } = image.signature
  const blobs = readSignature(bytes.subarray(offset, offset + size))
  const directories = directoriesOf(blobs)
  const [first] = directories
  if (!first) throw new MachOError('The signature has no code directory.')
  const problems = directories.flatMap((directory) => [
    ...limitProblems(image, directory),
    ...specialProblems(directory, blobs, sealed),
    ...pageProblems(directory, bytes),
  ])
  const { identifier, pageHashes } = first
  return { identifier, pages: pageHashes.length, problems: [...placeProblems(image, bytes), ...problems] }
}

function directoriesOf(blobs: Blobs): CodeDirectory[] {
  return [...blobs]
    .filter(([slot]) => slot === SLOT.codeDirectory || (slot >= SLOT.alternates && slot < SLOT.alternates + 5))
    .map(([, blob]) => readCodeDirectory(blob))
}

function placeProblems({ signature, linkEdit }: MachO, bytes: Uint8Array): string[] {
  const end = linkEdit.fileOffset + linkEdit.fileSize
  return [
    ...(signature && signature.offset + signature.size !== end ? ['__LINKEDIT does not end with the signature'] : []),
    ...(end !== bytes.byteLength ? ['there are bytes after the last segment'] : []),
    ...(linkEdit.vmSize < linkEdit.fileSize ? ['__LINKEDIT is smaller in memory than in the file'] : []),
  ]
}

function limitProblems({ signature, text, isExecutable }: MachO, { codeLimit, execSegment }: CodeDirectory): string[] {
  const covers = codeLimit === signature?.offset
  const runs =
    !execSegment ||
    (execSegment.fileOffset === text.fileOffset &&
      execSegment.fileSize === text.fileSize &&
      execSegment.isMain === isExecutable)
  return [
    ...(covers ? [] : [`hashes end at ${codeLimit}, the signature begins at ${signature?.offset}`]),
    ...(runs ? [] : ['the executable segment is not __TEXT']),
  ]
}

function specialProblems(directory: CodeDirectory, blobs: Blobs, sealed: SealedFiles): string[] {
  const contents = new Map(blobs)
  if (sealed.infoPlist) contents.set(SLOT.infoPlist, sealed.infoPlist)
  if (sealed.codeResources) contents.set(SLOT.codeResources, sealed.codeResources)
  const slots = new Set([...directory.specials.keys(), ...[...contents.keys()].filter(isSpecial)])
  return [...slots].flatMap((slot) => {
    const content = contents.get(slot)
    if (!content) return [`special slot ${slot} vouches for something that is not here`]
    return matches(directory, content, directory.specials.get(slot)) ? [] : [`special slot ${slot} does not match`]
  })
}

function isSpecial(slot: number): boolean {
  return slot > SLOT.codeDirectory && slot < SLOT.alternates
}

function pageProblems(directory: CodeDirectory, bytes: Uint8Array): string[] {
  const { pageHashes, pageBytes, codeLimit } = directory
  const bad = pageHashes.flatMap((pageHash, page) => {
    const end = Math.min((page + 1) * pageBytes, codeLimit)
    return matches(directory, bytes.subarray(page * pageBytes, end), pageHash) ? [] : [page]
  })
  return bad.length === 0
    ? []
    : [`${bad.length} of ${pageHashes.length} pages do not match, the first is page ${bad[0]}`]
}

function matches({ algorithm }: CodeDirectory, content: Uint8Array, expected: Uint8Array | undefined): boolean {
  return expected !== undefined && hash(algorithm, content, 'buffer').subarray(0, expected.byteLength).equals(expected)
}

/** A program in a bundle lies in `Contents/MacOS`. */
function sealedFilesOf(file: string): SealedFiles {
  const read = (path: string) => {
    try {
      return readFileSync(join(file, '../..', path))
    } catch {
      return undefined
    }
  }
  return { infoPlist: read('Info.plist'), codeResources: read('_CodeSignature/CodeResources') }
}

/** One line for each file, and one for each problem; true where there is none. */
function report(file: string): boolean {
  try {
    const { identifier, pages, problems } = verifyMachO(readFileSync(file), sealedFilesOf(file))
    console.log(`${file}: ${identifier}, ${pages} pages, ${problems.length} problems`)
    for (const problem of problems) console.error(`${file}: ${problem}`)
    return problems.length === 0
  } catch (error) {
    if (!(error instanceof MachOError)) throw error
    console.error(`${file}: ${error.message}`)
    return false
  }
}

if (import.meta.main) {
  const files = process.argv.slice(2)
  if (files.length === 0) console.error('Say which: macho-verify.ts FILE …')
  process.exitCode = files.length > 0 && files.map(report).every(Boolean) ? 0 : 1
}
