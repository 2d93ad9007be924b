/** A chain of parents that is longer is none of ours. */
const MOST_GENERATIONS = 32

/** Whether a process is one of these or was started by one, through however many others. */
export function isOfFamily(
  pid: number,
  family: readonly number[],
  parentOf: (pid: number) => number | undefined,
): boolean {
  let at: number | undefined = pid
  for (let generation = 0; at && generation < MOST_GENERATIONS; generation += 1) {
    if (family.includes(at)) return true
    at = parentOf(at)
  }
  return false
}
