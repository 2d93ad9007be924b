import { closeSync, constants, openSync, readFileSync, readlinkSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** In a folder that belongs to one run of this program: which one. */
const FILE = '.owner'

const MARK_BYTES = 512

/** `space` and `began` only where the system tells: where the number counts, and what tells its process from a later one. */
const markSchema = v.object({
  program: v.literal('open-rescue'),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  space: v.optional(v.string()),
  began: v.optional(v.string()),
})
type Mark = v.InferOutput<typeof markSchema>

/** Writes that this process owns a folder; returns the path of the file that says so. */
export function markOwned(folder: string): string {
  const file = join(folder, FILE)
  const { pid } = process
  const mark: Mark = { program: 'open-rescue', pid, space: ourSpace(), began: beginOf(pid) }
  writeFileSync(file, JSON.stringify(mark), { flag: 'wx', mode: 0o600 })
  return file
}

/** Whether a folder bears a mark, and the process that left it is gone. In doubt it is not. */
export function isAbandoned(folder: string): boolean {
  const mark = readMark(join(folder, FILE))
  // In another container the same number is another process.
  if (!mark || mark.space !== ourSpace()) return false
  if (!isAlive(mark.pid)) return true
  return mark.began !== undefined && mark.began !== beginOf(mark.pid)
}

function readMark(file: string): Mark | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      const bytes = Buffer.alloc(MARK_BYTES)
      const text = bytes.toString('utf8', 0, readSync(descriptor, bytes))
      return v.parse(markSchema, JSON.parse(text))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function ourSpace(): string | undefined {
  return told(() => readlinkSync('/proc/self/ns/pid'))
}

/**
 * The start of this computer and, counted from it, of the process: after its name, which may hold anything, its state and the
 * 20th word. Undefined of one that only waits for somebody to ask how it ended.
 */
function beginOf(pid: number): string | undefined {
  return told(() => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const [state = '', ...words] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return /[ZX]/.test(state) ? undefined : `${boot} ${words[18]}`
  })
}

function told(ask: () => string | undefined): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return ask()
  } catch {
    return undefined
  }
}
