import { describe, expect, test } from 'vitest'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { PEER_CATALOG } from '../../../../src/protocol/peer/catalog.ts'
import { ALL_PERMISSIONS, type Permission } from '../../../../src/protocol/permission.ts'
import { CONSOLE_MESSAGES } from '../../../support/console-messages.ts'

const GRANT_SETS: Permission[][] = [[], ['view'], ['control'], ['clipboard'], ['control', 'clipboard']]

function gateWith(granted: readonly Permission[]): PermissionGate {
  const gate = new PermissionGate()
  for (const permission of granted) gate.grant(permission)
  return gate
}

describe('[GATE-1] [P3] every message × every grant: what needs a permission passes with it and only with it', () => {
  for (const granted of GRANT_SETS) {
    for (const message of Object.values(CONSOLE_MESSAGES)) {
      const { requires } = PEER_CATALOG[message.type]
      const gate = gateWith(granted)
      const expected = requires === 'nothing' || gate.granted.includes(requires)
      test(`${message.type} with ${granted.join(', ') || 'nothing'} granted ${expected ? 'passes' : 'is refused'}`, () => {
        const admission = gate.admit(message, gate.epoch)
        expect(admission).toEqual(expected ? { permitted: message } : { refused: 'not-permitted' })
      })
    }
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
