import { ALL_PERMISSIONS, type Permission } from '../permission.ts'

/** When a customer is asked: at each new thing a technician wants, or once for all of it, when the session starts. */
export const ASKING = ['each', 'at-start'] as const
export type Asking = (typeof ASKING)[number]

/** The most that a technician of this broker may ask for, and when. It can only narrow what an applet would allow to be asked. */
export interface Offer {
  readonly permissions: readonly Permission[]
  readonly asking: Asking
}

/** Those that this program knows; what a newer broker has beyond them cannot be asked for here. */
export function knownPermissions(ids: readonly string[]): readonly Permission[] {
  return ALL_PERMISSIONS.filter((permission) => ids.includes(permission))
}

/** What both allow, in the more careful of the two ways. */
export function narrower(one: Offer, other: Offer): Offer {
  const permissions = one.permissions.filter((permission) => other.permissions.includes(permission))
  return { permissions, asking: one.asking === 'at-start' && other.asking === 'at-start' ? 'at-start' : 'each' }
}
