import type { Conversation } from '../../src/console/session/situation.ts'

/** A page that talks with the applet, verified, with nothing asked and nothing granted. */
export const OPEN_CONVERSATION: Conversation = {
  link: { name: 'open' },
  present: true,
  verification: { name: 'verified' },
  consent: { view: 'none', control: 'none', clipboard: 'none' },
  latest: 'view',
  picture: false,
  screenLost: undefined,
}
