import { expect, test } from 'vitest'
import { addressBarrier } from '../../../../src/console/session/chat-address-barrier.ts'
import { ALL_PERMISSIONS } from '../../../../src/protocol/permission.ts'

const FREE = { offered: ALL_PERMISSIONS, barrier: undefined, verified: true, pending: false }
const HELD = { reason: 'On hold', passing: true }

test('nothing stands in the way of whoever is verified and not waiting for an answer', () => {
  expect(addressBarrier(FREE)).toBeUndefined()
})

test('[POL-1] what the operator does not allow is said first: it will not pass', () => {
  const most = { offered: ['view'], barrier: HELD, verified: false, pending: true } as const
  expect(addressBarrier(most)).toBe('Whoever runs this server does not allow it')
})

test('each other reason has its sentence, and the outermost counts', () => {
  expect(addressBarrier({ ...FREE, barrier: HELD, verified: false })).toBe('On hold')
  expect(addressBarrier({ ...FREE, verified: false, pending: true })).toMatch(/^Only in a verified session/)
  expect(addressBarrier({ ...FREE, pending: true })).toMatch(/^The customer has not answered yet/)
})
