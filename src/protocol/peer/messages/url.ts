import * as v from 'valibot'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'
import { isWebAddress } from '../web-address.ts'

export const urlMessages = {
  'url-sent': {
    fields: v.object({ url: v.pipe(v.string(), v.maxLength(LIMITS.urlLength), v.check(isWebAddress)) }),
    from: 'console',
    requires: 'url',
    afterCut: 'replayed',
    about: 'The technician wants this web address opened; the customer is asked about each.',
  },
} as const satisfies PeerCatalog
