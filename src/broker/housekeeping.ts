import { type Clock, every } from '../base/clock.ts'
import type { Logger } from '../base/logger.ts'
import type { WebSessions } from './account/web-sessions.ts'
import type { PinIssuer } from './session/pin-issuer.ts'
import type { PinThrottle } from './session/pin-throttle.ts'
import type { Store } from './store/store.ts'

const TURN_MS = 10 * 60_000

interface Parts {
  readonly store: Store
  readonly issuer: PinIssuer
  readonly throttle: PinThrottle
  readonly webSessions: WebSessions
  readonly clock: Clock
  readonly logger: Logger
}

/** Throws out what time has made worthless, every ten minutes. Disposed of by the broker. */
export function startHousekeeping({ store, issuer, throttle, webSessions, clock, logger }: Parts): Disposable {
  const tidy = async () => {
    await issuer.forgetDead()
    await throttle.forgetOld()
    await webSessions.forgetOld()
    await store.links.forgetExpired(clock.now())
  }
  return every(clock, TURN_MS, () => {
    tidy().catch((error) => logger.error('tidying up failed', { reason: String(error) }))
  })
}
