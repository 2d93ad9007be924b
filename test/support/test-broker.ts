import { mkdtemp, rm } from 'node:fs/promises'
import { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Broker, type BrokerParts } from '../../src/broker/broker.ts'
import type { BrokerOptions } from '../../src/broker/options.ts'
import { SOCKET_PATHS } from '../../src/protocol/broker/http-api.ts'
import { ALL_PERMISSIONS } from '../../src/protocol/permission.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { claimOf } from './claim.ts'
import { ConsoleClient } from './console-client.ts'
import { until } from './until.ts'
import { WireClient } from './wire-client.ts'

const PASSWORD = 'correct horse battery'

/** A real broker on a free loopback port, with a data folder of its own that is gone at the end. */
export class TestBroker implements AsyncDisposable {
  readonly #options: BrokerOptions
  readonly #parts: BrokerParts
  #broker: Broker
  #technicians = 0

  private constructor(broker: Broker, options: BrokerOptions, parts: BrokerParts) {
    this.#broker = broker
    this.#options = options
    this.#parts = parts
  }

  static async start(parts: BrokerParts = {}, changes: Partial<BrokerOptions> = {}): Promise<TestBroker> {
    const options: BrokerOptions = {
      port: 0,
      host: '127.0.0.1',
      dataDir: await mkdtemp(join(tmpdir(), 'broker-')),
      pagesDir: join(import.meta.dirname, '../fixtures/pages'),
      artefactsDir: '/nowhere',
      company: 'Test & Sons',
      verification: 'required',
      permissions: ALL_PERMISSIONS,
      asking: 'each',
      trustedProxies: new BlockList(),
      ...changes,
    }
    return new TestBroker(await Broker.start(options, parts), options, parts)
  }

  get url(): string {
    return this.#broker.url
  }

  /** Past any proxy that the public address tells of. */
  get localUrl(): string {
    return `http://127.0.0.1:${this.#broker.port}`
  }

  get accounts() {
    return this.#broker.accounts
  }

  get broker(): Broker {
    return this.#broker
  }

  /** Somebody new who is signed in. */
  async technician(name = 'Tess Technician'): Promise<ConsoleClient> {
    const { email } = await this.#newTechnician(name)
    return ConsoleClient.signIn(this.url, { email, password: PASSWORD })
  }

  /** A one-time link that signs a new technician in. */
  async signInLink(name = 'Tess Technician'): Promise<string> {
    return this.#broker.signInLink(await this.#newTechnician(name))
  }

  /** An applet's socket that has said nothing yet. */
  appletSocket(options = {}): Promise<WireClient> {
    return WireClient.open(`${this.url}${SOCKET_PATHS.applet}`, undefined, options)
  }

  /** An applet that has presented this PIN; what came of it is for the test to look at. */
  async applet(pin: string, claimKey?: string): Promise<WireClient> {
    const applet = await this.appletSocket()
    applet.say(claimOf(pin, claimKey))
    return applet
  }

  /** A session with its screen open: the raw sockets of both sides and their stream. */
  async openScreen() {
    const technician = await this.technician()
    const { id, pin } = await technician.newSession()
    const applet = await this.applet(pin)
    await applet.hears('session-registered')
    await technician.post(`/api/sessions/${id}/start`)
    const screen = await technician.screenSocket(id)
    const { stream } = await screen.hears('stream-opened')
    return { technician, id, applet, screen, stream }
  }

  async returningApplet(sessionId: string, resumeKey: string): Promise<WireClient> {
    const applet = await this.appletSocket()
    applet.say({ type: 'resume-presented', version: PROTOCOL_VERSION, sessionId, resumeKey })
    return applet
  }

  /** The same broker again, on the same data and the same port. */
  async restart(): Promise<void> {
    const { port } = this.#broker
    await this.#broker.stop()
    // Whoever connects somewhere meanwhile may be given this very port for as long as that takes.
    await until(() => this.#startOn(port), 'the port to be free again')
  }

  #startOn(port: number): Promise<boolean> {
    return Broker.start({ ...this.#options, port }, this.#parts).then(
      (broker) => {
        this.#broker = broker
        return true
      },
      (error: Error) => {
        if (!error.message.includes('EADDRINUSE')) throw error
        return false
      },
    )
  }

  #newTechnician(name: string) {
    this.#technicians += 1
    const email = `tech${this.#technicians}@example.com`
    return this.accounts.create({ email, name, role: 'technician', password: PASSWORD })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#broker.stop()
    await rm(this.#options.dataDir, { recursive: true })
  }
}
