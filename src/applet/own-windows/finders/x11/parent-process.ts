import { readFileSync } from 'node:fs'

/** What started a process, or took it over from what did; undefined when it has ended. */
export function parentProcess(pid: number): number | undefined {
  try {
    // The name of a program may hold parentheses and spaces; nothing behind it does.
    const parent = /.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
    return parent === undefined ? undefined : Number(parent)
  } catch {
    return undefined
  }
}
