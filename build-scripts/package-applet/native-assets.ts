import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { NativePart } from './targets.ts'

export interface NativeAssets {
  /** The text of `native.json`, by which the executable knows its parts again. */
  readonly index: string
  /** Paths of files, by the name of the asset. */
  readonly files: Readonly<Record<string, string>>
}

/** Native parts, and the folder whose `node_modules` has them. */
export interface Vendored {
  readonly folder: string
  readonly parts: readonly NativePart[]
}

/** Gathers the native parts of one target. */
export function nativeAssets(vendored: readonly Vendored[]): NativeAssets {
  const index: Record<string, { file: string; sha256: string }[]> = {}
  const files: Record<string, string> = {}
  for (const { folder, part } of vendored.flatMap(({ folder, parts }) => parts.map((part) => ({ folder, part })))) {
    index[part.name] = part.files.map((path) => {
      const source = join(folder, 'node_modules', part.packageName, path)
      const file = basename(path)
      files[`native/${part.name}/${file}`] = source
      return { file, sha256: createHash('sha256').update(readFileSync(source)).digest('hex') }
    })
  }
  return { index: JSON.stringify(index), files }
}
