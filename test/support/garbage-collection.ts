import { once } from 'node:events'
import { WebSocket } from 'ws'
import { until } from './until.ts'

/** Has a program of ours that was started with `--inspect=127.0.0.1:PORT` forget what nobody needs any more. */
export async function collectGarbage(inspectorPort: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`)
  const [program] = (await answer.json()) as [{ webSocketDebuggerUrl: string }]
  const inspector = new WebSocket(program.webSocketDebuggerUrl)
  await once(inspector, 'open')
  let done = false
  inspector.on('message', () => (done = true))
  inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
  await until(() => done, 'a garbage collection')
  inspector.close()
}
