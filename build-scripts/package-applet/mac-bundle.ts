import { makeMacIcon } from './mac-bundle-icon.ts'
import { encodeBundleInfo } from './mac-bundle-info.ts'
import { encodeCodeResources } from './mac-bundle-seal.ts'
import { V8_ENTITLEMENTS } from './macho-entitlements.ts'
import { signMachO } from './macho-sign.ts'
import type { ZipEntry } from './zip.ts'

export interface MacBundleOptions {
  /** The program's name, also of its file: letters, digits, dots, hyphens and underscores. */
  readonly name: string
  /** What macOS calls the program in its own lists, such as `org.example.support`. */
  readonly identifier: string
  readonly version: string
  /** As Node made it: a thin 64-bit Mach-O file. A signature that it has is replaced. */
  readonly executable: Uint8Array
}

const ICON = 'AppIcon.icns'
const FILE = 0o644
const PROGRAM = 0o755

/**
 * A signed `.app`, as entries for `writeZip`: the folder, Info.plist, PkgInfo, the program with its executable bit, the icon and
 * the seal on them. The folder's name, `NAME.app`, is not sealed: it may be changed afterwards, to carry a PIN. The same input
 * gives the same bytes. Throws MachOError where the executable cannot be signed.
 */
export async function makeMacBundle({ name, identifier, version, executable }: MacBundleOptions): Promise<ZipEntry[]> {
  if (!/^\w[\w.-]*$/.test(name)) throw new Error(`"${name}" cannot be the name of a program.`)
  const icon = await makeMacIcon()
  const infoPlist = encodeBundleInfo({ name, identifier, version, iconFile: ICON })
  const codeResources = encodeCodeResources(new Map([[`Resources/${ICON}`, icon]]))
  const program = signMachO(executable, { identifier, entitlements: V8_ENTITLEMENTS, infoPlist, codeResources })
  const entry = (path: string, bytes: Uint8Array, mode = FILE): ZipEntry => {
    return { path: `${name}.app/Contents/${path}`, mode, bytes }
  }
  return [
    entry('Info.plist', infoPlist),
    entry('PkgInfo', Buffer.from('APPL????')),
    entry(`MacOS/${name}`, program, PROGRAM),
    entry(`Resources/${ICON}`, icon),
    entry('_CodeSignature/CodeResources', codeResources),
  ]
}
