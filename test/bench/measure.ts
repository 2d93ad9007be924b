/** Milliseconds of the run in the middle. */
export async function median(runs: number, work: () => unknown, prepare = () => {}): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    prepare()
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0
}

/** A line with its ratio to a limit measured in the same run: ratios survive a noisy machine, milliseconds do not. */
export function report(what: string, milliseconds: number, limitName: string, limit: number): void {
  const ratio = (milliseconds / limit).toFixed(3).padStart(8)
  console.log(`${what.padEnd(42)} ${milliseconds.toFixed(3).padStart(9)} ms ${ratio} × ${limitName}`)
}
