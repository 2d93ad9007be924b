import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../../base/clock.ts'
import type { Accounts } from '../account/accounts.ts'
import type { WebSessions } from '../account/web-sessions.ts'
import type { Artefacts } from '../download/artefacts.ts'
import type { DownloadTokens } from '../download/download-tokens.ts'
import type { Tickets } from '../gateway/tickets.ts'
import type { LimitedWarnings } from '../limited-warnings.ts'
import type { Metrics } from '../metrics.ts'
import type { BrokerOptions } from '../options.ts'
import type { PublicAddress } from '../public-address.ts'
import type { PinDoor } from '../session/pin-door.ts'
import type { SessionRegistry } from '../session/session-registry.ts'
import type { Store } from '../store/store.ts'
import { CustomerPages } from './customer-pages.ts'
import { SignInLimit } from './rate-limit.ts'
import type { Route } from './route.ts'
import { accountRoutes } from './routes/account-routes.ts'
import { downloadRoutes } from './routes/download-routes.ts'
import { operationRoutes } from './routes/operation-routes.ts'
import { pageRoutes } from './routes/page-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'

interface Parts {
  readonly options: BrokerOptions
  readonly address: PublicAddress
  readonly clock: Clock
  readonly store: Store
  readonly accounts: Accounts
  readonly webSessions: WebSessions
  readonly registry: SessionRegistry
  readonly tickets: Tickets
  readonly pinDoor: PinDoor
  readonly metrics: Metrics
  readonly failedSignIns: LimitedWarnings
  readonly artefacts: Artefacts
  readonly downloadTokens: DownloadTokens
  addressOf(request: IncomingMessage): string
}

/** Every route there is. */
export function buildRoutes(parts: Parts): Route[] {
  const { company, pagesDir, permissions } = parts.options
  const addressOf = (request: FastifyRequest) => parts.addressOf(request.raw)
  const signInLimit = new SignInLimit(parts.clock)
  const pages = new CustomerPages({ ...parts, company, pagesDir })
  return [
    ...pageRoutes({ ...parts, pages, pagesDir, addressOf }),
    ...downloadRoutes({ ...parts, pages }),
    ...accountRoutes({ ...parts, company, permissions, secure: parts.address.secure, signInLimit, addressOf }),
    ...sessionRoutes(parts.registry, parts.tickets),
    ...operationRoutes(parts.metrics, parts.store),
  ]
}
