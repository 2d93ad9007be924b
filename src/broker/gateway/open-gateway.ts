import type { IncomingMessage, Server } from 'node:http'
import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/logger.ts'
import type { WebSessions } from '../account/web-sessions.ts'
import type { Metrics } from '../metrics.ts'
import type { BrokerOptions } from '../options.ts'
import type { PublicAddress } from '../public-address.ts'
import { Relay } from '../relay/relay.ts'
import { CustomerContact } from '../session/customer-contact.ts'
import type { PinDoor } from '../session/pin-door.ts'
import type { SessionRegistry } from '../session/session-registry.ts'
import { AppletDoor } from './applet-door.ts'
import { ConnectedApplets } from './connected-applets.ts'
import { ConsoleDoor } from './console-door.ts'
import { Gateway } from './gateway.ts'
import { ScreenStreams } from './screen-streams.ts'
import type { Tickets } from './tickets.ts'

interface Parts {
  readonly server: Server
  readonly options: BrokerOptions
  readonly address: PublicAddress
  readonly registry: SessionRegistry
  readonly pinDoor: PinDoor
  readonly webSessions: WebSessions
  readonly tickets: Tickets
  readonly metrics: Metrics
  readonly clock: Clock
  readonly logger: Logger
  addressOf(request: IncomingMessage): string
}

/** Puts the gateway together and behind the server's upgrades; returns how to stop it. */
export function openGateway(parts: Parts): () => Promise<void> {
  const { server, options, registry, pinDoor, metrics, clock } = parts
  const streams = new ScreenStreams(new Relay(metrics))
  const contact = new CustomerContact(registry)
  const applets = new ConnectedApplets(registry, contact, streams, options)
  const appletDoor = new AppletDoor(pinDoor, contact, applets, clock)
  const consoleDoor = new ConsoleDoor({ ...parts, applets, streams })
  const gateway = new Gateway({ ...parts, appletDoor, consoleDoor, counts: metrics })
  gateway.listen(server)
  return async () => {
    consoleDoor[Symbol.dispose]()
    await gateway.stop()
  }
}
