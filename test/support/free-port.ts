import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below those that the system hands out by itself, also to whoever only connects. */
const [FIRST, COUNT] = [15_000, 15_000]

/** A free port, for a program that cannot choose one itself: nobody gets it by chance before that program does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT)
    const server = createServer()
    const outcome = new Promise((resolve) => server.once('listening', () => resolve('free')).once('error', resolve))
    server.listen(port, '127.0.0.1')
    if ((await outcome) !== 'free') continue
    server.close()
    await once(server, 'close')
    return port
  }
}
