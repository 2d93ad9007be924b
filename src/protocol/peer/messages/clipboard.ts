import * as v from 'valibot'
import { LIMITS } from '../../limits.ts'
import { isCopiedText } from '../copied-text.ts'
import type { PeerCatalog } from '../peer-sender.ts'

export const clipboardMessages = {
  'clipboard-changed': {
    fields: v.object({
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.clipboardText), v.check(isCopiedText)),
    }),
    from: 'either',
    requires: 'clipboard',
    afterCut: 'dropped',
    about: "From the applet: the customer copied this. From the console: this is to be in the customer's clipboard.",
  },
} as const satisfies PeerCatalog
