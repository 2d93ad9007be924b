/**
 * The parts of a Mach-O file that a signature touches. Thin 64-bit little-endian files only: that is what Node is on both
 * Macs. The layout is that of Apple's <mach-o/loader.h>; all numbers are bytes from the start of the file.
 */
export interface MachO {
  readonly cpu: number
  readonly isExecutable: boolean
  readonly commandCount: number
  /** Where the load commands end, and where the first byte lies that is neither a command nor the room after them. */
  readonly commandsEnd: number
  readonly contentStart: number
  readonly text: Segment
  /** The last segment; a signature lies at its end. */
  readonly linkEdit: Segment
  readonly signature: SignaturePlace | undefined
}

export interface Segment {
  readonly name: string
  readonly commandAt: number
  readonly fileOffset: number
  readonly fileSize: number
  /** Bytes in memory. */
  readonly vmSize: number
}

export interface SignaturePlace {
  readonly commandAt: number
  readonly offset: number
  readonly size: number
}

/** The file is no Mach-O of the kind above, or says of itself what is not so. */
export class MachOError extends Error {
  override readonly name = 'MachOError'
}

export const CPU_ARM64 = 0x0100000c
export const LC_CODE_SIGNATURE = 0x1d
const LC_SEGMENT_64 = 0x19
const MAGIC_64 = 0xfeedfacf
const EXECUTE = 2
const HEADER_BYTES = 32
const SEGMENT_BYTES = 72
const SECTION_BYTES = 80

interface Command {
  readonly kind: number
  readonly at: number
  readonly size: number
}

/** Throws MachOError and nothing else; never reads or allocates beyond `bytes`, whatever sizes they claim. */
export function readMachO(bytes: Uint8Array): MachO {
  const view = viewOf(bytes)
  if (bytes.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC_64) {
    throw new MachOError('This is no 64-bit Mach-O file.')
  }
  const commandCount = view.getUint32(16, true)
  const commandsEnd = HEADER_BYTES + view.getUint32(20, true)
  const commands = readCommands(view, commandCount, commandsEnd)
  const segments = commands.filter(({ kind }) => kind === LC_SEGMENT_64).map((command) => readSegment(view, command))
  return {
    cpu: view.getUint32(4, true),
    isExecutable: view.getUint32(12, true) === EXECUTE,
    commandCount,
    commandsEnd,
    contentStart: segments.reduce((start, segment) => Math.min(start, contentStart(view, segment)), bytes.byteLength),
    text: segmentNamed('__TEXT', segments),
    linkEdit: segmentNamed('__LINKEDIT', segments),
    signature: readSignaturePlace(view, commands),
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function readCommands(view: DataView, count: number, end: number): Command[] {
  if (end > view.byteLength) throw new MachOError('The load commands go beyond the end of the file.')
  const commands: Command[] = []
  for (let at = HEADER_BYTES; commands.length < count; ) {
    if (at + 8 > end) throw new MachOError('There are fewer load commands than the header says.')
    const size = view.getUint32(at + 4, true)
    if (size < 8 || size % 8 !== 0 || at + size > end)
      throw new MachOError(`The load command at ${at} has a wrong size.`)
    commands.push({ kind: view.getUint32(at, true), at, size })
    at += size
  }
  return commands
}

function readSegment(view: DataView, { at, size }: Command): Segment {
  if (size < SEGMENT_BYTES || size < SEGMENT_BYTES + sectionCount(view, at) * SECTION_BYTES) {
    throw new MachOError(`The segment at ${at} is cut off.`)
  }
  const fileOffset = readSize(view, at + 40)
  const fileSize = readSize(view, at + 48)
  if (fileOffset + fileSize > view.byteLength)
    throw new MachOError(`The segment at ${at} goes beyond the end of the file.`)
  return { name: readName(view, at + 8), commandAt: at, fileOffset, fileSize, vmSize: readSize(view, at + 32) }
}

/** A section without an offset has no bytes in the file, nor has a segment of size 0; __TEXT itself begins with the header. */
function contentStart(view: DataView, { commandAt, fileOffset, fileSize }: Segment): number {
  let start = fileSize > 0 && fileOffset > 0 ? fileOffset : view.byteLength
  for (let section = 0; section < sectionCount(view, commandAt); section += 1) {
    const offset = view.getUint32(commandAt + SEGMENT_BYTES + section * SECTION_BYTES + 48, true)
    if (offset > 0) start = Math.min(start, offset)
  }
  return start
}

function sectionCount(view: DataView, segmentAt: number): number {
  return view.getUint32(segmentAt + 64, true)
}

function segmentNamed(name: string, segments: readonly Segment[]): Segment {
  const found = segments.find((segment) => segment.name === name)
  if (!found) throw new MachOError(`The file has no segment ${name}.`)
  return found
}

function readSignaturePlace(view: DataView, commands: readonly Command[]): SignaturePlace | undefined {
  const command = commands.find(({ kind }) => kind === LC_CODE_SIGNATURE)
  if (!command) return undefined
  if (command.size !== 16) throw new MachOError('The signature command has a wrong size.')
  const offset = view.getUint32(command.at + 8, true)
  const size = view.getUint32(command.at + 12, true)
  if (offset + size > view.byteLength) throw new MachOError('The signature goes beyond the end of the file.')
  return { commandAt: command.at, offset, size }
}

function readName(view: DataView, at: number): string {
  const name = Array.from({ length: 16 }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('')
  return name.replace(/\0.*$/s, '')
}

/** 64 bits in the file; a number that JavaScript cannot hold exactly is beyond any file. */
function readSize(view: DataView, at: number): number {
  const size = view.getBigUint64(at, true)
  if (size > Number.MAX_SAFE_INTEGER) throw new MachOError(`The size at ${at} is impossible.`)
  return Number(size)
}
