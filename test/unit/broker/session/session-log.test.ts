import { expect, test } from 'vitest'
import { describeEvent } from '../../../../src/broker/session/session-log.ts'
import { type SessionEvent, type SessionState, transition } from '../../../../src/broker/session/session-state.ts'

function logOf(start: SessionState, ...events: SessionEvent[]): (string | undefined)[] {
  let state = start
  return events.map((event) => {
    state = transition(state, event, 0)
    return describeEvent(event, state, 'Tess')
  })
}

const CONNECTING: SessionState = { status: 'Connecting', since: 0, pin: { digits: '123456', expiresAt: 1 } }

test('the log of a session reads as its story', () => {
  expect(
    logOf(
      CONNECTING,
      { type: 'pin-restarted', expiresAt: 2 },
      { type: 'customer-registered' },
      { type: 'technician-started' },
      { type: 'contact-lost' },
      { type: 'stayed-away' },
      { type: 'customer-returned' },
      { type: 'customer-ended' },
    ),
  ).toEqual([
    'Customer entered the PIN code on the page',
    'Customer connected',
    'Session started by Tess',
    'Contact with the customer lost',
    'Customer is offline; you can wait for them or end the session',
    'Customer is back',
    'Closed by active customer, ended by the customer',
  ])
})

test('a hold reads as what it is, also where the customer goes meanwhile', () => {
  const active: SessionState = { status: 'Active', since: 0 }
  expect(
    logOf(
      active,
      { type: 'technician-held' },
      { type: 'technician-started' },
      { type: 'technician-held' },
      { type: 'contact-lost' },
      { type: 'technician-started' },
      { type: 'customer-returned' },
    ),
  ).toEqual([
    'Put on hold by Tess',
    'Session started by Tess',
    'Put on hold by Tess',
    'Contact with the customer lost',
    'The hold is over; the customer is out of contact',
    'Customer is back',
  ])
})

test('an end that nobody wanted says why', () => {
  expect(logOf(CONNECTING, { type: 'pin-expired' })).toEqual(['Aborted, ended by the broker: the PIN code expired'])
  const offline: SessionState = { status: 'Offline', since: 0, lostAt: 0, before: 'Active' }
  expect(logOf(offline, { type: 'resume-expired' }, { type: 'row-closed' })).toEqual([
    'Timed out, ended by the broker: the customer did not come back',
    'Timed out: closed by technician',
  ])
  const active: SessionState = { status: 'Active', since: 0 }
  const gaveUp = (reason: 'verification_failed' | 'tampered') => logOf(active, { type: 'applet-gave-up', reason })
  expect([...gaveUp('verification_failed'), ...gaveUp('tampered')]).toEqual([
    "Aborted, ended by the customer's program: the verification code was not confirmed",
    "Aborted, ended by the customer's program: the connection was tampered with",
  ])
})
