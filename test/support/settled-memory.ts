import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Bytes that this process holds when what nobody needs any more is gone, and those that the system gave it for them: what is
 * gone may leave holes that are too small for what comes.
 */
export async function settledMemory(): Promise<{ readonly held: number; readonly rss: number }> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let times = 0; times < 3; times += 1) {
    collect()
    // Buffers are given back in a later turn.
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { held: heapUsed + external, rss }
}
