import * as v from 'valibot'
import { bytesInHex, instant, integer, text } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'
import { permissionList } from './permission.ts'

const said = v.optional(v.union([text(LIMITS.loggedText), v.number()]))

/** What sentences of the log name in braces: for whoever tells them in other words. */
const values = v.object({
  technician: said,
  before: said,
  name: said,
  text: said,
  actions: said,
  names: said,
  minutes: said,
  count: said,
  most: said,
  bytes: said,
  sha256: said,
  reason: said,
  detail: said,
})

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
    fields: v.object({
      /** Counts from 1. */
      seq: integer(1, Number.MAX_SAFE_INTEGER),
      time: instant,
      kind: text(40),
      permissions: permissionList,
      values,
      text: text(LIMITS.loggedText),
      /** SHA-256 over this line and the hash of the one before. */
      hash: bytesInHex(32),
    }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'replayed',
    about:
      "A line of the customer's session log: what happened, to which permissions, and the sentence the customer reads.",
  },
} as const satisfies PeerCatalog
