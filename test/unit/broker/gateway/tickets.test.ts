import { expect, test } from 'vitest'
import { Tickets } from '../../../../src/broker/gateway/tickets.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { TESS } from '../../../support/temp-store.ts'

const holder = { purpose: 'sessions', technician: TESS, webSession: 'w' } as const

test('[WS-1] a ticket works once', () => {
  const tickets = new Tickets(new FakeClock())
  const { ticket } = tickets.issue(holder)
  expect(tickets.redeem(ticket)).toEqual(holder)
  expect(tickets.redeem(ticket)).toBeUndefined()
  expect(tickets.redeem('')).toBeUndefined()
})

test('[WS-1] a ticket works for 30 seconds', () => {
  const clock = new FakeClock()
  const tickets = new Tickets(clock)
  const [early, late] = [tickets.issue(holder), tickets.issue(holder)]
  clock.advance(29_999)
  expect(tickets.redeem(early.ticket)).toBeDefined()
  clock.advance(1)
  expect(tickets.redeem(late.ticket)).toBeUndefined()
})
