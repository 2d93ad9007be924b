import * as v from 'valibot'
import { permission } from '../../fields.ts'
import { ALL_PERMISSIONS } from '../../permission.ts'
import type { PeerCatalog } from '../peer-sender.ts'

const ANSWERS = ['yes', 'no', 'timeout'] as const

/** What a message says about several at a time. */
export const permissionList = v.pipe(v.array(permission), v.maxLength(ALL_PERMISSIONS.length))

/** What became of a prompt. `timeout` is a No that nobody said. */
export type Answer = (typeof ANSWERS)[number]

export const permissionMessages = {
  'permission-requested': {
    fields: v.object({ permission }),
    from: 'console',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'The technician asks; only the customer can answer.',
  },
  'permission-asked': {
    fields: v.object({ permission }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'The customer sees the prompt now.',
  },
  'permission-answered': {
    fields: v.object({ permission, answer: v.picklist(ANSWERS) }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'replayed',
    about: "The customer's answer, or that there was none in time.",
  },
  'permissions-changed': {
    fields: v.object({ granted: permissionList }),
    from: 'applet',
    requires: 'nothing',
    afterCut: 'replayed',
    about: 'Everything that is granted now; what is not in it is not.',
  },
} as const satisfies PeerCatalog
