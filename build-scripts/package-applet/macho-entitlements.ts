import { encodePlist } from './mac-bundle-plist.ts'
import { encodeBlob, MAGIC } from './macho-blobs.ts'

/** What a program may do beyond the usual: `com.apple.security.…` to whether it may. Ours need nothing but true and false. */
export type Entitlements = Readonly<Record<string, boolean>>

/** V8 writes machine code while it runs, and the applet loads native parts that nobody signed for Apple. */
export const V8_ENTITLEMENTS: Entitlements = {
  'com.apple.security.cs.allow-jit': true,
  'com.apple.security.cs.allow-unsigned-executable-memory': true,
  'com.apple.security.cs.disable-library-validation': true,
}

/** For people and for macOS 11 and older. */
export function encodeEntitlements(entitlements: Entitlements): Uint8Array {
  return encodeBlob(MAGIC.entitlements, encodePlist(entitlements))
}

const DER = {
  boolean: 0x01,
  integer: 0x02,
  utf8String: 0x0c,
  sequence: 0x30,
  application16: 0x70,
  context16: 0xb0,
} as const
const DER_VERSION = [1]
const DER_TRUE = [0xff]
const DER_FALSE = [0]

/** The same again as macOS 12 and later read it: DER, keys in the order of their bytes. */
export function encodeEntitlementsDer(entitlements: Entitlements): Uint8Array {
  const entries = Object.entries(entitlements)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([key, value]) =>
      der(DER.sequence, [...der(DER.utf8String, Buffer.from(key)), ...der(DER.boolean, value ? DER_TRUE : DER_FALSE)]),
    )
  const content = der(DER.application16, [...der(DER.integer, DER_VERSION), ...der(DER.context16, entries.flat())])
  return encodeBlob(MAGIC.entitlementsDer, Uint8Array.from(content))
}

function der(tag: number, content: Iterable<number>): number[] {
  const bytes = [...content]
  return [tag, ...derLength(bytes.length), ...bytes]
}

/** Below 128 the length itself; else how many bytes it takes, then those, the highest first. */
function derLength(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 0x100)) bytes.unshift(rest % 0x100)
  return [0x80 | bytes.length, ...bytes]
}
