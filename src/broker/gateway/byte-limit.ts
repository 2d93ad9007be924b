import type { Duplex } from 'node:stream'

/** Calls `exceeded` once when more than `most` bytes come in before the limit is disposed of. */
export function limitBytes(connection: Duplex, most: number, exceeded: () => void): Disposable {
  let received = 0
  const count = (chunk: Buffer) => {
    received += chunk.byteLength
    if (received <= most) return
    connection.off('data', count)
    exceeded()
  }
  // Before ws: what is too much must not be read as a message first.
  connection.prependListener('data', count)
  return { [Symbol.dispose]: () => void connection.off('data', count) }
}
