import { writeSync } from 'node:fs'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { keep, readCorpus } from './corpus.ts'
import { DECODERS } from './decoders.ts'
import { Mutator } from './mutator.ts'

/** Milliseconds in which an input has to be done, or it never will be. */
const STUCK_MS = 10_000

interface Watched {
  readonly name: string
  readonly seed: number
  /** How many inputs were begun. */
  readonly begun: Int32Array
}

/** Looks on from another thread: whoever hangs cannot say so. It keeps the input, names it, and ends the program. */
export class Watchdog implements Disposable {
  readonly #begun = new Int32Array(new SharedArrayBuffer(4))
  readonly #worker: Worker

  constructor(name: string, seed: number) {
    this.#worker = new Worker(new URL(import.meta.url), { workerData: { name, seed, begun: this.#begun } })
    this.#worker.unref()
  }

  begins(input: number): void {
    Atomics.store(this.#begun, 0, input)
  }

  [Symbol.dispose](): void {
    void this.#worker.terminate()
  }
}

function watch({ name, seed, begun }: Watched): void {
  let known = -1
  setInterval(() => {
    const now = Atomics.load(begun, 0)
    if (now === known) tell(name, seed, now)
    known = now
  }, STUCK_MS)
}

function tell(name: string, seed: number, count: number): void {
  const seeds = DECODERS.find((decoder) => decoder.name === name)?.seeds ?? []
  const mutator = new Mutator([...seeds, ...readCorpus(name)], seed)
  for (let before = 1; before < count; before += 1) mutator.next()
  // Streams of this thread end with the other's.
  writeSync(2, `${name}: hangs at ${keep(name, mutator.next())}\n`)
  process.kill(process.pid, 'SIGKILL')
}

if (!isMainThread) watch(workerData as Watched)
