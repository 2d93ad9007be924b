import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { type Canary, randomWord, textCanary } from './canary.ts'
import { claimOf } from './claim.ts'
import { ConsoleClient } from './console-client.ts'
import { fromSource, JsonProcess } from './json-process.ts'
import { WireClient } from './wire-client.ts'

const PASSWORD = 'correct horse battery'

/** A broker as a program of its own, with one technician and a folder of its own, that logs all it can. */
export class WatchedBroker implements AsyncDisposable {
  readonly url: string
  readonly technician: ConsoleClient
  /** For the session. */
  readonly sessionName = randomWord('name')
  /** What it has to know: a search that finds this is one that finds. */
  readonly known: readonly Canary[]
  readonly #process: JsonProcess
  readonly #folder: string

  private constructor(process: JsonProcess, folder: string, url: string, email: string, technician: ConsoleClient) {
    this.#process = process
    this.#folder = folder
    this.url = url
    this.technician = technician
    this.known = [textCanary('e-mail', email), textCanary('session name', this.sessionName)]
  }

  /** `listening` is called with its port before anybody connects. */
  static async start(listening: (port: number) => Promise<unknown> = async () => {}): Promise<WatchedBroker> {
    const folder = mkdtempSync(join(tmpdir(), 'broker-'))
    const folders = ['--data', folder, '--pages', join(import.meta.dirname, '../fixtures/pages'), '--artefacts', folder]
    const args = ['--port', '0', ...folders]
    const process = new JsonProcess(fromSource('bin/broker.js'), args, { DEBUG: '*' })
    const url = String((await process.next('listening')).url)
    await listening(Number(new URL(url).port))
    const email = `${randomWord('technician')}@example.com`
    addTechnician(folder, email)
    return new WatchedBroker(
      process,
      folder,
      url,
      email,
      await ConsoleClient.signIn(url, { email, password: PASSWORD }),
    )
  }

  get pid(): number {
    return this.#process.child.pid as number
  }

  /** A session with its screen open: the raw sockets of both sides and their stream. */
  async openScreen() {
    const { id, pin } = await this.technician.newSession()
    const applet = await WireClient.open(`${this.url}${SOCKET_PATHS.applet}`)
    applet.say(claimOf(pin))
    await applet.hears('session-registered')
    await this.technician.post(`/api/sessions/${id}/start`)
    const screen = await this.technician.screenSocket(id)
    const { stream } = await screen.hears('stream-opened')
    return { applet, screen, stream }
  }

  /** All that it has in its folder. */
  files(): Buffer {
    return Buffer.concat(readdirSync(this.#folder).map((file) => readFileSync(join(this.#folder, file))))
  }

  /** All that it printed and logged. */
  output(): Buffer {
    return Buffer.from(`${this.#process.errors}${JSON.stringify(this.#process.events)}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]()
    rmSync(this.#folder, { recursive: true })
  }
}

function addTechnician(folder: string, email: string): void {
  const [node = '', script = ''] = fromSource('bin/broker.js')
  const person = ['--email', email, '--name', 'Tess Technician', '--role', 'technician', '--password-stdin']
  const options = { input: PASSWORD, encoding: 'utf8' } as const
  const { status, stderr } = spawnSync(node, [script, 'user', 'add', '--data', folder, ...person], options)
  if (status !== 0) throw new Error(stderr)
}
