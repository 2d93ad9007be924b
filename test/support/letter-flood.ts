import { workerData } from 'node:worker_threads'
import { SharedRing } from '../../src/console/broker/line/shared-ring.ts'

const HEAD_BYTES = 5

/** A thread that keeps a mailbox full of letters of kind 1, faster than anybody empties it; told to stop, it ends with one of kind 2. */
const { shared, stop } = workerData as { shared: SharedArrayBuffer; stop: Int32Array<SharedArrayBuffer> }
const ring = new SharedRing(shared)

function write(kind: number, length: number): void {
  const letter = new Uint8Array(HEAD_BYTES + length)
  new DataView(letter.buffer).setUint32(0, length)
  letter[HEAD_BYTES - 1] = kind
  for (let rest = letter; rest.byteLength > 0; rest = rest.subarray(ring.write(rest)));
}

while (Atomics.load(stop, 0) === 0) write(1, 60_000)
write(2, 0)
