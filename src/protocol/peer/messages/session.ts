import * as v from 'valibot'
import { instant, integer, text } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'
import { permissionList } from './permission.ts'

export const sessionMessages = {
  'echo-requested': {
    fields: v.object({ id: integer(0, 0xffff_ffff) }),
    from: 'console',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'Measures the round trip.',
  },
  'echo-returned': {
    fields: v.object({ id: integer(0, 0xffff_ffff) }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'dropped',
    about: 'The answer to `echo-requested`, at once.',
  },
  'activity-logged': {
    fields: v.object({ time: instant, kind: text(40), permissions: permissionList, text: text(LIMITS.loggedText) }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'replayed',
    about:
      "A line of the customer's session log: what happened, to which permissions, and the sentence the customer reads.",
  },
} as const satisfies PeerCatalog
