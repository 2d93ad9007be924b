import type { ConsentStates } from '../../src/console/session/consent.ts'
import type { Conversation } from '../../src/console/session/situation.ts'
import { ALL_PERMISSIONS } from '../../src/protocol/permission.ts'

/** Of no permission there is anything to say. */
export const NOTHING_ASKED = Object.fromEntries(
  ALL_PERMISSIONS.map((permission) => [permission, 'none']),
) as ConsentStates

/** A page that talks with the applet, verified, with nothing asked and nothing granted. */
export const OPEN_CONVERSATION: Conversation = {
  link: { name: 'open' },
  present: true,
  verification: { name: 'verified' },
  consent: NOTHING_ASKED,
  latest: 'view',
  picture: false,
  screenLost: undefined,
}
