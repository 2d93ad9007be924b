import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const LOOKS = 8
const BETWEEN_MS = 40

/**
 * Bytes that this process holds when what nobody needs any more is gone, and those that the system gave it for them: what is
 * gone may leave holes that are too small for what comes. The least of several looks, for a picture may be in the making.
 */
export async function settledMemory(): Promise<{ readonly held: number; readonly rss: number }> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const looks: NodeJS.MemoryUsage[] = []
  for (let count = 0; count < LOOKS; count += 1) {
    collect()
    // Buffers are given back in a later turn.
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
    looks.push(process.memoryUsage())
  }
  const held = Math.min(...looks.map(({ heapUsed, external }) => heapUsed + external))
  return { held, rss: Math.min(...looks.map(({ rss }) => rss)) }
}
