import { beforeEach, describe, expect, test } from 'vitest'
import { GrantTimes } from '../../../../src/applet/permission/grant-times.ts'
import { PermissionGate } from '../../../../src/applet/permission/permission-gate.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const MINUTE = 60_000

let clock: FakeClock
let gate: PermissionGate
let times: GrantTimes
let due: number[]

beforeEach(() => {
  clock = new FakeClock()
  gate = new PermissionGate()
  times = new GrantTimes(gate, clock)
  due = []
  times.on('due', (minutes) => due.push(minutes))
})

describe('[P16] what is allowed for a time', () => {
  test('ends with it, and leaves what it included', () => {
    gate.grant('control')
    times.limit('control', 5)
    expect(times.until('control')).toBe(clock.now() + 5 * MINUTE)
    clock.advance(5 * MINUTE - 1)
    expect(gate.granted).toContain('control')
    const causes: string[] = []
    gate.on('revoked', ({ cause }) => causes.push(cause))
    clock.advance(1)
    expect(gate.granted).toEqual(['view'])
    expect(causes).toEqual(['time'])
    expect(times.until('control')).toBe(undefined)
  })

  test('can be allowed for longer', () => {
    gate.grant('control')
    times.limit('control', 5)
    clock.advance(4 * MINUTE)
    times.limit('control', 5)
    clock.advance(4 * MINUTE)
    expect(gate.granted).toContain('control')
  })

  test('has no time left once it was taken back: the next Yes is a new one', () => {
    gate.grant('control')
    times.limit('control', 5)
    gate.revoke('control')
    expect(times.until('control')).toBe(undefined)
    gate.grant('control')
    clock.advance(6 * MINUTE)
    expect(gate.granted).toContain('control')
  })
})

describe('[IDLE-1] [P16] what lasts is asked about again', () => {
  test('after every half hour', () => {
    gate.grant('view')
    clock.advance(30 * MINUTE - 1)
    expect(due).toEqual([])
    clock.advance(1)
    expect(due).toEqual([30])
    clock.advance(30 * MINUTE)
    expect(due).toEqual([30, 30])
  })

  test('counted from when something was granted while nothing was', () => {
    gate.grant('view')
    clock.advance(20 * MINUTE)
    gate.revokeAll()
    clock.advance(20 * MINUTE)
    expect(due).toEqual([])
    gate.grant('clipboard')
    clock.advance(29 * MINUTE)
    gate.grant('control')
    expect(due).toEqual([])
    clock.advance(MINUTE)
    expect(due).toEqual([30])
  })

  test('and a Yes to one act is not', () => {
    gate.grant('url')
    clock.advance(60 * MINUTE)
    expect(due).toEqual([])
  })
})

test('when the session is over no timer is left', () => {
  gate.grant('control')
  times.limit('control', 5)
  times[Symbol.dispose]()
  clock.advance(60 * MINUTE)
  expect(due).toEqual([])
  expect(gate.granted).toContain('control')
})
