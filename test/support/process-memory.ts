import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { type Canary, foundIn, longest, namesOf } from './canary.ts'

const PAGE = 4096
/** Of the 8 bytes that pagemap has for each page: in memory, or swapped out. */
const ENTRY = 8
const IN_USE = 0xc0
/** Bytes read at once. */
const CHUNK = 16 * 1024 * 1024

interface Region {
  readonly from: number
  readonly to: number
}

/**
 * The names of the canaries that are in the memory of a process: in every page that it has and shares with nobody. It stands
 * still meanwhile, for a garbage collection could carry a text from what is still to be read to what was. Linux only.
 */
export function foundInMemory(pid: number, canaries: readonly Canary[]): string[] {
  process.kill(pid, 'SIGSTOP')
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const pages = openSync(`/proc/${pid}/pagemap`, 'r')
  try {
    const inUse = regionsOf(pid).flatMap((region) => inUseOf(pages, region))
    const found = inUse.flatMap((region) => foundInRegion(memory, region, canaries))
    return namesOf(canaries).filter((name) => found.includes(name))
  } finally {
    for (const file of [memory, pages]) closeSync(file)
    process.kill(pid, 'SIGCONT')
  }
}

/** `7f12…-7f34… rw-p …`, one a line. What comes from a file and cannot be written is that file, and no more. */
function regionsOf(pid: number): Region[] {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) r..p /.exec(line) ?? []
    if (from === '' || / r-.p .* \/|\[(vvar|vsyscall|vdso)/.test(line)) return []
    return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }]
  })
}

/** V8 sets half a gigabyte aside and uses little of it. */
function inUseOf(pages: number, { from, to }: Region): Region[] {
  const entries = readExactly(pages, (from / PAGE) * ENTRY, ((to - from) / PAGE) * ENTRY)
  const parts: { from: number; to: number }[] = []
  for (let at = from, index = ENTRY - 1; at < to; at += PAGE, index += ENTRY) {
    const last = parts.at(-1)
    if (((entries[index] ?? 0) & IN_USE) === 0) continue
    if (last?.to === at) last.to += PAGE
    else parts.push({ from: at, to: at + PAGE })
  }
  return parts
}

function foundInRegion(memory: number, { from, to }: Region, canaries: readonly Canary[]): string[] {
  // What lies across the end of a chunk lies whole in the next.
  const overlap = longest(canaries)
  const found: string[] = []
  for (let at = from; at < to; at += CHUNK) {
    found.push(...foundIn(readExactly(memory, at, Math.min(to, at + CHUNK + overlap) - at), canaries))
  }
  return found
}

function readExactly(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const more = readSync(file, bytes, read, length - read, at + read)
    if (more === 0) throw new Error(`nothing more at ${at + read}`)
    read += more
  }
  return bytes
}
