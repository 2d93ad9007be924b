import { getAsset, getRawAsset } from 'node:sea'
import { loadVerified } from './load-verified.ts'
import type { NativeFile } from './private-folder.ts'

/** Packaging writes it: the files of each part, the one to load first, each with its SHA-256. */
type NativeIndex = Readonly<Record<string, readonly { readonly file: string; readonly sha256: string }[]>>

const loaded = new Map<string, unknown>()
let index: NativeIndex | undefined

/**
 * In an executable stands in for the packages that look for a native part on disk. Throws when the part was left out, and
 * NativePartRefused when it is not what was packaged.
 */
export function loadNative(part: string): unknown {
  if (!loaded.has(part)) loaded.set(part, load(part))
  return loaded.get(part)
}

function load(part: string): unknown {
  index ??= JSON.parse(getAsset('native.json', 'utf8')) as NativeIndex
  const [first, ...companions] = index[part] ?? []
  if (!first) throw new Error(`${part} is not in this executable.`)
  const read = ({ file, sha256 }: typeof first): NativeFile => ({
    name: file,
    sha256,
    bytes: new Uint8Array(getRawAsset(`native/${part}/${file}`) as ArrayBuffer),
  })
  const module = { exports: {} as unknown }
  loadVerified([read(first), ...companions.map(read)], (path) => process.dlopen(module, path))
  return module.exports
}
