import type { Permission } from '../permission.ts'
import type { Catalog } from '../wire-message.ts'

export type PeerSender = 'applet' | 'console'

/** What the customer must have granted for the message to have an effect (console) or to be sent at all (applet). */
type PeerRequirement = Permission | 'nothing'

export type PeerCatalog = Catalog<PeerSender, PeerRequirement>
