import * as v from 'valibot'
import { instant } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'

export const chatMessages = {
  'chat-said': {
    /** When it was said, by the clock of whoever said it. */
    fields: v.object({
      time: instant,
      text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LIMITS.chatText)),
    }),
    from: 'either',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'One side wrote to the other.',
  },
} as const satisfies PeerCatalog
