import { describe, expect, test } from 'vitest'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { PEER_CATALOG } from '../../../../src/protocol/peer/catalog.ts'
import { ALL_PERMISSIONS, grantsOf, type Permission } from '../../../../src/protocol/permission.ts'
import { CONSOLE_MESSAGES } from '../../../support/console-messages.ts'

/** Every set of permissions there is. */
const GRANT_SETS: Permission[][] = Array.from({ length: 2 ** ALL_PERMISSIONS.length }, (_, bits) =>
  ALL_PERMISSIONS.filter((_permission, index) => (bits >> index) & 1),
)

function gateWith(granted: readonly Permission[]): PermissionGate {
  const gate = new PermissionGate()
  for (const permission of granted) gate.grant(permission)
  return gate
}

/** What else there is to a moment, beside what is granted. */
const STATES = {
  'at rest': { outdated: false, prompt: false },
  'with a prompt open': { outdated: false, prompt: true },
  'from before rights were narrowed': { outdated: true, prompt: false },
} as const

describe('[GATE-1] [P3] every message × every grant × every state: what needs a permission passes with it and only with it', () => {
  for (const message of Object.values(CONSOLE_MESSAGES)) {
    const { requires } = PEER_CATALOG[message.type]
    test.each(Object.entries(STATES))(`${message.type}, which needs ${requires}, %s`, (_name, { outdated, prompt }) => {
      for (const granted of GRANT_SETS) {
        const gate = gateWith(granted)
        const has = requires === 'nothing' || granted.some((one) => grantsOf(one).includes(requires))
        const isFree = requires === 'nothing' || (!outdated && !(prompt && requires === 'control'))
        using _prompt = prompt ? gate.holdForPrompt() : { [Symbol.dispose]() {} }
        const admission = gate.admit(message, gate.epoch - (outdated ? 1 : 0))
        expect('permitted' in admission, granted.join()).toBe(has && isFree)
      }
    })
  }

  test('the table is complete: every permission guards at least one message', () => {
    const guarded = Object.values(PEER_CATALOG).map(({ requires }) => requires)
    for (const permission of ALL_PERMISSIONS) expect(guarded).toContain(permission)
  })
})

describe('[P6] while a prompt is open no input passes', () => {
  test('with everything granted, input is refused as long as any prompt is open', () => {
    const gate = gateWith(['control'])
    const first = gate.holdForPrompt()
    const second = gate.holdForPrompt()
    first[Symbol.dispose]()
    first[Symbol.dispose]()
    expect(gate.admit(CONSOLE_MESSAGES['key-pressed'], gate.epoch)).toEqual({ refused: 'prompt-open' })
    second[Symbol.dispose]()
    expect(gate.admit(CONSOLE_MESSAGES['key-pressed'], gate.epoch)).toEqual({
      permitted: CONSOLE_MESSAGES['key-pressed'],
    })
  })
})

describe('[P7] what is taken back ends at once', () => {
  test('a lease aborts before revoke returns, and before anybody is told', () => {
    const gate = gateWith(['control'])
    const lease = gate.lease('view')
    const abortedWhenTold: (boolean | undefined)[] = []
    gate.on('changed', () => abortedWhenTold.push(lease?.aborted))
    gate.revoke('view')
    expect(abortedWhenTold).toEqual([true])
    expect(gate.granted).toEqual([])
  })

  test('taking control back leaves view and its lease alone', () => {
    const gate = gateWith(['control'])
    const lease = gate.lease('view')
    gate.revoke('control')
    expect(lease?.aborted).toBe(false)
    expect(gate.granted).toEqual(['view'])
  })

  test('the customer hears what was taken back, once', () => {
    const gate = gateWith(['control'])
    const heard: unknown[] = []
    gate.on('revoked', ({ permissions }) => heard.push(permissions.toSorted()))
    gate.revokeAll()
    gate.revokeAll()
    expect(heard).toEqual([['control', 'view']])
  })

  test('there is no lease without a grant, and an old one stays dead after a new grant', () => {
    const gate = new PermissionGate()
    expect(gate.lease('view')).toBeUndefined()
    gate.grant('view')
    const lease = gate.lease('view')
    gate.revoke('view')
    gate.grant('view')
    expect(lease?.aborted).toBe(true)
    expect(gate.lease('view')?.aborted).toBe(false)
  })
})

describe('[S9] [GATE-3] what was sealed before rights were narrowed has no effect', () => {
  test('not even after the same permission was granted again', () => {
    const gate = gateWith(['control'])
    const before = gate.epoch
    gate.revokeAll()
    gate.grant('control')
    expect(gate.admit(CONSOLE_MESSAGES['key-pressed'], before)).toEqual({ refused: 'not-permitted' })
    expect('permitted' in gate.admit(CONSOLE_MESSAGES['key-pressed'], gate.epoch)).toBe(true)
  })

  test('the count rises with every narrowing and with nothing else', () => {
    const gate = gateWith(['control'])
    gate.revoke('control')
    gate.revoke('control')
    gate.revoke('view')
    gate.grant('view')
    expect(gate.epoch).toBe(2)
  })
})

describe('nothing goes beyond what can be allowed to whoever is on the other side', () => {
  test('a Yes to more than that grants nothing', () => {
    const gate = new PermissionGate()
    gate.allowAtMost(['view'])
    gate.grant('control')
    expect(gate.granted).toEqual([])
  })

  test('what went beyond it before is taken back', () => {
    const gate = gateWith(['control'])
    gate.allowAtMost(['view'])
    expect(gate.granted).toEqual(['view'])
  })
})

describe('[P18] a Yes to one act', () => {
  test('lets one message through, and shows nowhere as granted', () => {
    const gate = gateWith(['url'])
    expect(gate.granted).toEqual([])
    expect('permitted' in gate.admit(CONSOLE_MESSAGES['url-sent'], gate.epoch)).toBe(true)
    expect(gate.admit(CONSOLE_MESSAGES['url-sent'], gate.epoch)).toEqual({ refused: 'not-permitted' })
  })

  test('is taken back with everything else', () => {
    const gate = gateWith(['url'])
    gate.revokeAll()
    expect(gate.admit(CONSOLE_MESSAGES['url-sent'], gate.epoch)).toEqual({ refused: 'not-permitted' })
  })

  test('is gone when somebody comes to whom it could not be given', () => {
    const gate = gateWith(['url'])
    gate.allowAtMost([])
    gate.allowAtMost(ALL_PERMISSIONS)
    expect(gate.admit(CONSOLE_MESSAGES['url-sent'], gate.epoch)).toEqual({ refused: 'not-permitted' })
  })
})

describe('[POL-1] what broker and operator leave over', () => {
  test('can only become less', () => {
    const gate = gateWith(['control', 'clipboard'])
    gate.narrowTo(['view', 'clipboard'])
    expect(gate.granted.toSorted()).toEqual(['clipboard', 'view'])
    gate.narrowTo(ALL_PERMISSIONS)
    expect(gate.canGrant('control')).toBe(false)
    gate.grant('control')
    expect(gate.granted).not.toContain('control')
  })
})
