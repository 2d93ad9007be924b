/** What a figure shall not exceed: a multiple of the limit beside it, or an amount of its own. */
export interface Reach {
  readonly most: number
  readonly of: 'limit' | 'ms'
}

export interface Stage {
  readonly what: string
  readonly milliseconds: number
  readonly limitName: string
  readonly limit: number
  readonly reach: Reach | undefined
}

/** All that was reported so far that has something to reach, in its order. */
export const stages: Stage[] = []

/** Milliseconds of the run in the middle. */
export async function median(runs: number, work: () => unknown, prepare = () => {}): Promise<number> {
  const [time = Number.NaN] = await medians(runs, [work], prepare)
  return time
}

/** Of each of these, which take turns: what slows the machine down for a while slows all of them. */
export async function medians(runs: number, works: readonly (() => unknown)[], prepare = () => {}): Promise<number[]> {
  const times: number[][] = works.map(() => [])
  for (let run = 0; run < runs; run += 1) {
    for (const [index, work] of works.entries()) {
      prepare()
      const start = performance.now()
      await work()
      times[index]?.push(performance.now() - start)
    }
  }
  return times.map((some) => quantile(some, 0.5))
}

/** The value below which this share of them lies; NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A line with its ratio to a limit measured in the same run: ratios survive a noisy machine, milliseconds do not. */
export function report(what: string, milliseconds: number, limitName: string, limit: number, reach?: Reach): void {
  const stage = { what, milliseconds, limitName, limit, reach }
  if (reach) stages.push(stage)
  const ratio = (milliseconds / limit).toFixed(3).padStart(8)
  const told = reach ? `  ${reachOf(stage)}: ${isReached(stage) ? 'met' : 'NOT met'}` : ''
  console.log(`${what.padEnd(42)} ${milliseconds.toFixed(3).padStart(9)} ms ${ratio} × ${limitName.padEnd(24)}${told}`)
}

/** In words; empty without a reach. */
export function reachOf({ reach }: Stage): string {
  if (!reach) return ''
  return reach.of === 'ms' ? `≤ ${reach.most} ms` : `≤ ${reach.most} ×`
}

export function isReached({ milliseconds, limit, reach }: Stage): boolean {
  if (!reach) return true
  return (reach.of === 'ms' ? milliseconds : milliseconds / limit) <= reach.most
}
