import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import { LimitedWarnings } from '../limited-warnings.ts'
import type { Metrics } from '../metrics.ts'
import { isWrong, PinDoor } from './pin-door.ts'
import type { PinIssuer } from './pin-issuer.ts'
import type { PinThrottle } from './pin-throttle.ts'
import type { SessionRegistry } from './session-registry.ts'
import { TurnedAway } from './turned-away.ts'

interface Parts {
  readonly registry: SessionRegistry
  readonly issuer: PinIssuer
  readonly throttle: PinThrottle
  readonly metrics: Metrics
  readonly clock: Clock
  readonly logger: Logger
}

/** The door for PINs, and who is told of what happens at it: numbers, the operator, the technician. */
export function openPinDoor(
  { registry, issuer, throttle, metrics, clock, logger }: Parts,
  closing: AsyncDisposableStack,
) {
  const failed = (error: unknown) => logger.error('a technician could not be told', { reason: String(error) })
  const turnedAway = closing.use(new TurnedAway(registry, clock, failed))
  const wrongPins = closing.use(new LimitedWarnings(logger, clock, 'a wrong PIN'))
  return new PinDoor(issuer, throttle, clock, ({ digits, address, outcome, waitMs }) => {
    metrics.pinTried(outcome)
    if (waitMs !== undefined) turnedAway.note(digits, waitMs)
    // Without the digits: they may be somebody's tomorrow.
    if (isWrong(outcome)) wrongPins.warn({ address, outcome })
  })
}
