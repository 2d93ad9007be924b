import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConsoleClient } from './console-client.ts'
import { freePort } from './free-port.ts'
import { fromSource, JsonProcess } from './json-process.ts'
import { TestBroker } from './test-broker.ts'

/** The broker as a program of its own, on one port and one folder, that can be killed and started again. */
export class KillableBroker implements AsyncDisposable {
  readonly url: string
  readonly technician: ConsoleClient
  readonly #args: readonly string[]
  readonly #dataDir: string
  #process: JsonProcess

  private constructor(port: number, dataDir: string, technician: ConsoleClient) {
    this.url = `http://127.0.0.1:${port}`
    this.technician = technician
    this.#dataDir = dataDir
    this.#args = ['--port', String(port), '--data', dataDir]
    this.#process = this.#start()
  }

  /** With one technician, who is signed in and stays so. */
  static async start(): Promise<KillableBroker> {
    const dataDir = await mkdtemp(join(tmpdir(), 'broker-'))
    const port = await freePort()
    const first = await TestBroker.start({}, { dataDir, port })
    const technician = await first.technician()
    await first.broker.stop()
    const broker = new KillableBroker(port, dataDir, technician)
    await broker.#process.next('listening')
    return broker
  }

  get pid(): number {
    return this.#process.child.pid as number
  }

  /** Without a word to anybody. */
  async kill(): Promise<void> {
    this.#process.child.kill('SIGKILL')
    await this.#process.exit
  }

  /** Resolves when it listens. */
  async startAgain(): Promise<void> {
    this.#process = this.#start()
    await this.#process.next('listening')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]()
    await rm(this.#dataDir, { recursive: true })
  }

  #start(): JsonProcess {
    return new JsonProcess(fromSource('bin/broker.js'), this.#args)
  }
}
