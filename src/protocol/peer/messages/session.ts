import * as v from 'valibot'
import { filledText, instant, integer, text } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'
import { permissionList } from './permission.ts'

export const sessionMessages = {
  'hello-sent': {
    fields: v.object({
      version: integer(0, 65_535),
      program: filledText(LIMITS.nameLength),
      /** Names of the rectangle encodings this side can produce or paint. */
      encodings: v.pipe(v.array(text(16)), v.maxLength(16)),
    }),
    from: 'either',
    requires: 'nothing',
    about: 'The first message of each side.',
  },
  'echo-requested': {
    fields: v.object({ id: integer(0, 0xffff_ffff) }),
    from: 'console',
    requires: 'nothing',
    about: 'Measures the round trip.',
  },
  'echo-returned': {
    fields: v.object({ id: integer(0, 0xffff_ffff) }),
    from: 'applet',
    requires: 'nothing',
    about: 'The answer to `echo-requested`, at once.',
  },
  'activity-logged': {
    fields: v.object({ time: instant, kind: text(40), permissions: permissionList, text: text(500) }),
    from: 'applet',
    requires: 'nothing',
    about:
      "A line of the customer's session log: what happened, to which permissions, and the sentence the customer reads.",
  },
} as const satisfies PeerCatalog
