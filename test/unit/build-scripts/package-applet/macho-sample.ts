import { CPU_ARM64 } from '../../../../build-scripts/package-applet/macho.ts'

/** Where things lie in a sample, for tests that change them. */
export const AT = {
  commandCount: 16,
  commandsSize: 20,
  textCommand: 32,
  textSectionCount: 32 + 64,
  linkEditCommand: 184,
  commandsEnd: 256,
} as const

export interface SampleOptions {
  readonly cpu?: number
  /** Bytes between the load commands and the first section. */
  readonly room?: number
  readonly linkEditBytes?: number
}

/** A program of three and a half pages that no Mac would run: __TEXT with one section, __LINKEDIT, and no signature. */
export function machOSample({ cpu = CPU_ARM64, room = 64, linkEditBytes = 2100 }: SampleOptions = {}): Uint8Array {
  const textSize = 3 * 4096
  const bytes = new Uint8Array(textSize + linkEditBytes)
  const view = new DataView(bytes.buffer)
  const header = [0xfeedfacf, cpu, 0, 2, 2, AT.commandsEnd - 32, 0, 0]
  for (const [index, value] of header.entries()) view.setUint32(index * 4, value, true)
  writeSegment(view, AT.textCommand, '__TEXT', { offset: 0, size: textSize, sections: 1 })
  view.setUint32(AT.textCommand + 72 + 48, AT.commandsEnd + room, true)
  writeSegment(view, AT.linkEditCommand, '__LINKEDIT', { offset: textSize, size: linkEditBytes, sections: 0 })
  for (let at = AT.commandsEnd + room; at < bytes.byteLength; at += 1) bytes[at] = (at * 31) % 251
  return bytes
}

interface SegmentFields {
  readonly offset: number
  readonly size: number
  readonly sections: number
}

function writeSegment(view: DataView, at: number, name: string, { offset, size, sections }: SegmentFields): void {
  view.setUint32(at, 0x19, true)
  view.setUint32(at + 4, 72 + sections * 80, true)
  for (const [index, letter] of [...name].entries()) view.setUint8(at + 8 + index, letter.charCodeAt(0))
  const memory = [0x100000000 + offset, Math.ceil(size / 0x4000) * 0x4000, offset, size]
  for (const [index, value] of memory.entries()) view.setBigUint64(at + 24 + index * 8, BigInt(value), true)
  view.setUint32(at + 64, sections, true)
}

/** A copy with one 32-bit number changed: little-endian as in the file, or big-endian as in its signature. */
export function withUint32(bytes: Uint8Array, at: number, value: number, littleEndian = true): Uint8Array {
  const copy = Uint8Array.from(bytes)
  new DataView(copy.buffer).setUint32(at, value, littleEndian)
  return copy
}

export function withFlippedBit(bytes: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte))
}
