import * as v from 'valibot'
import { bytesInHex, instant, integer, text } from '../../fields.ts'
import { LIMITS } from '../../limits.ts'
import type { PeerCatalog } from '../peer-sender.ts'
import { permissionList } from './permission.ts'

/** As sentences name it in braces: {technician}. */
const valueName = v.pipe(
  v.string(),
  v.regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  v.check((name) => !(name in Object.prototype)),
)

/** Things that one line names. */
const MOST_VALUES = 8

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
      /** What the sentence names: for whoever tells it in other words. */
      values: v.pipe(
        v.record(valueName, v.union([text(LIMITS.loggedText), v.number()])),
        v.check((values) => Object.keys(values).length <= MOST_VALUES),
      ),
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
