import { hash } from 'node:crypto'
import { encodePlist, type PlistDictionary } from './mac-bundle-plist.ts'

const omit = (weight: number) => ({ omit: true, weight })

/**
 * Which files of a bundle are hashed; the highest weight decides. A choice of Apple's own rules: it must hash all (`^.*`), and
 * may leave out only what Apple's leave out, or Gatekeeper calls the seal weak. The executable and this file need no rule.
 */
const RULES: PlistDictionary = {
  '^.*': true,
  '^(.*/)?\\.DS_Store$': omit(2000),
  '^Info\\.plist$': omit(20),
  '^PkgInfo$': omit(20),
}
/** The rules before macOS 10.9. Nobody follows them any more, but a seal without them cannot be read. */
const OLD_RULES: PlistDictionary = { '^Resources/': true }

/**
 * `_CodeSignature/CodeResources`: the seal on a bundle's other files, which the program's signature vouches for in its turn.
 * `resources` are paths from `Contents`, such as `Resources/AppIcon.icns`, to their bytes.
 */
export function encodeCodeResources(resources: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...resources]
  return encodePlist({
    files: Object.fromEntries(entries.map(([path, bytes]) => [path, hash('sha1', bytes, 'buffer')])),
    files2: Object.fromEntries(entries.map(([path, bytes]) => [path, { hash2: hash('sha256', bytes, 'buffer') }])),
    rules: OLD_RULES,
    rules2: RULES,
  })
}
