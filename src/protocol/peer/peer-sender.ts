import type { Permission } from '../permission.ts'
import type { Catalog } from '../wire-message.ts'

export type PeerSender = 'applet' | 'console'

/** What the customer must have granted for the message to have an effect (console) or to be sent at all (applet). */
type PeerRequirement = Permission | 'nothing'

/**
 * What becomes of a message that a cut kept from arriving. `replayed`: it is sent again, once, in its place. `dropped`: it
 * was about that moment; a click must not act a minute late.
 */
export type AfterCut = 'replayed' | 'dropped'

export type PeerCatalog = Catalog<PeerSender, { readonly requires: PeerRequirement; readonly afterCut: AfterCut }>
