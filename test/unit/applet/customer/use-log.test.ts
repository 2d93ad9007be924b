import { expect, test } from 'vitest'
import { UseLog } from '../../../../src/applet/customer/use-log.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

function begin() {
  const [clock, gate] = [new FakeClock(), new PermissionGate()]
  const sessionLog = new SessionLog(clock)
  const kinds = () => sessionLog.entries.map(({ kind }) => kind)
  return { clock, gate, kinds, uses: new UseLog({ gate, sessionLog, clock }) }
}

test('[LOG-2] that the screen is seen is written down once for each grant', () => {
  const { gate, kinds, uses } = begin()
  gate.grant('view')
  uses.seen()
  uses.seen()
  expect(kinds()).toEqual(['screen-seen'])
  gate.revokeAll()
  gate.grant('view')
  uses.seen()
  expect(kinds()).toEqual(['screen-seen', 'screen-seen'])
})

test('[LOG-2] that mouse and keyboard are used is written down once for each spell', () => {
  const { clock, gate, kinds, uses } = begin()
  gate.grant('control')
  for (let seconds = 0; seconds < 300; seconds += 1) {
    uses.controlled()
    clock.advance(1000)
  }
  expect(kinds()).toEqual(['control-used'])
  clock.advance(60_001)
  uses.controlled()
  expect(kinds()).toHaveLength(2)
  gate.revoke('control')
  gate.grant('control')
  uses.controlled()
  expect(kinds()).toHaveLength(3)
})

test('[LOG-2] what acted just before it was taken back is no use of it after', () => {
  const { gate, kinds, uses } = begin()
  gate.grant('control')
  gate.revokeAll()
  uses.controlled()
  expect(kinds()).toEqual([])
})
