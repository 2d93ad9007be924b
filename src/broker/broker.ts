import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { type Clock, realClock } from '../base/clock.ts'
import { type CreateLogger, type Logger, silentLogger } from '../base/logger.ts'
import { Accounts } from './account/accounts.ts'
import { consoleLink } from './account/console-links.ts'
import { WebSessions } from './account/web-sessions.ts'
import { lockFolder, openStore } from './choose-backends.ts'
import { Artefacts } from './download/artefacts.ts'
import { DownloadTokens } from './download/download-tokens.ts'
import { openGateway } from './gateway/open-gateway.ts'
import { Tickets } from './gateway/tickets.ts'
import { startHousekeeping } from './housekeeping.ts'
import { buildRoutes } from './http/build-routes.ts'
import { clientAddress } from './http/client-address.ts'
import { openRedirectListener } from './http/redirect-listener.ts'
import { createServer } from './http/server.ts'
import { LimitedWarnings } from './limited-warnings.ts'
import { Metrics } from './metrics.ts'
import type { BrokerOptions } from './options.ts'
import { PublicAddress } from './public-address.ts'
import { openPinDoor } from './session/open-pin-door.ts'
import { PinIssuer } from './session/pin-issuer.ts'
import { PinThrottle } from './session/pin-throttle.ts'
import { SessionRegistry, type SessionRegistryEvents } from './session/session-registry.ts'
import { startSweeper } from './session/sweeper.ts'
import type { AccountRecord } from './store/store.ts'

/** Parts that tests replace. */
export interface BrokerParts {
  readonly clock?: Clock
  readonly createLogger?: CreateLogger
}

/** A running broker: `npm start`, the command line and the tests use this same class. */
export class Broker {
  readonly accounts: Accounts
  /** Where it listens; `url` may lead through a proxy. */
  readonly port: number
  readonly #address: PublicAddress
  readonly #closing: AsyncDisposableStack

  private constructor(accounts: Accounts, address: PublicAddress, port: number, closing: AsyncDisposableStack) {
    this.accounts = accounts
    this.port = port
    this.#address = address
    this.#closing = closing
  }

  /** Resolves when it listens. Whoever starts it stops it. */
  static async start(
    options: BrokerOptions,
    { clock = realClock, createLogger = silentLogger }: BrokerParts = {},
  ): Promise<Broker> {
    // Closed in reverse, also when something below throws: first the peers, last the store.
    await using closing = new AsyncDisposableStack()
    const logger = createLogger('broker.session')
    const metrics = new Metrics()
    closing.use(lockFolder(options.dataDir))
    const store = closing.use(openStore(options.dataDir))
    const accounts = new Accounts(store, clock)
    const webSessions = new WebSessions(store, clock)
    const issuer = new PinIssuer(store, clock)
    const throttle = new PinThrottle(store.attempts, clock, () => logger.warn('many wrong PINs: every entry waits'))
    const registry = await SessionRegistry.load(store, issuer, clock)
    const pinDoor = openPinDoor({ registry, issuer, throttle, metrics, clock, logger }, closing)
    metrics.watch(registry)
    registry.on('changed', (change) => logChange(logger, change))
    closing.use(startSweeper(registry, clock, (error) => logger.error('sweeping failed', { reason: String(error) })))
    closing.use(startHousekeeping({ store, issuer, throttle, webSessions, clock, logger }))

    const address = new PublicAddress(options)
    const addressOf = (request: IncomingMessage) => clientAddress(request, options.trustedProxies)
    const tickets = new Tickets(clock)
    const common = { options, address, addressOf, clock, registry, webSessions, tickets, pinDoor, metrics }
    const artefacts = new Artefacts(options.artefactsDir, createLogger('broker.download'))
    const downloadTokens = new DownloadTokens(issuer, clock)
    const failedSignIns = closing.use(new LimitedWarnings(createLogger('broker.http'), clock, 'a failed sign-in'))
    const routes = buildRoutes({ ...common, failedSignIns, accounts, store, artefacts, downloadTokens })
    const app = await createServer({ options, address, webSessions, routes, logger: createLogger('broker.http') })
    closing.defer(() => app.close())
    closing.defer(openGateway({ ...common, server: app.server, logger: createLogger('broker.gateway') }))
    const port = await listen(app, options)
    address.listensOn(port)
    if (options.redirectPort !== undefined) closing.use(await openRedirectListener(options, address))
    await store.settings.keep('public-url', address.url)
    void artefacts.offer()
    return new Broker(accounts, address, port, closing.move())
  }

  /** Where people and applets reach it, without a trailing slash. */
  get url(): string {
    return this.#address.url
  }

  /** The one-time link with which the first account is made; undefined once there is one. */
  async setUpLink(): Promise<string | undefined> {
    const token = await this.accounts.issueSetUpToken()
    return token === undefined ? undefined : consoleLink(this.url, 'set-up', token)
  }

  async signInLink(account: AccountRecord): Promise<string> {
    return consoleLink(this.url, 'sign-in', await this.accounts.issueSignInToken(account))
  }

  /** Takes nobody in any more, tells all peers, and is gone within a few seconds. */
  async stop(): Promise<void> {
    await this.#closing.disposeAsync()
  }
}

/** One line for each new status. The PIN stands in the session's own log, never here. */
function logChange(logger: Logger, { session: { id, state }, before }: SessionRegistryEvents['changed']): void {
  const { status } = state
  if (status === before?.state.status) return
  logger.info('session', { session: id, status, ...('reason' in state && { by: state.by, reason: state.reason }) })
}

async function listen(app: FastifyInstance, { host, port }: BrokerOptions): Promise<number> {
  await app.listen({ host, port })
  return (app.server.address() as AddressInfo).port
}
