import { expect, test } from 'vitest'
import { Absence } from '../../../../src/applet/session/absence.ts'
import { BrokerUnreachable } from '../../../../src/applet/session/broker-socket.ts'
import { Patience } from '../../../../src/applet/session/patience.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const UNREACHABLE = new BrokerUnreachable('nobody there')

function patience() {
  const clock = new FakeClock()
  const absence = new Absence(clock, () => {})
  return { clock, absence, patience: new Patience(clock, absence) }
}

/** Registered, and gone for so long. */
function away(isHeld: boolean, milliseconds: number) {
  const { clock, absence, patience: ours } = patience()
  ours.claimed()
  ours.registered()
  ours.held(isHeld)
  absence.begin()
  clock.advance(milliseconds)
  return ours.exhausted(1000, UNREACHABLE)?.reason
}

test('a broker that was never reached is tried three times', () => {
  const { patience: ours } = patience()
  expect(ours.exhausted(2, UNREACHABLE)).toBeUndefined()
  expect(ours.exhausted(3, UNREACHABLE)?.reason).toBe('broker_unreachable')
})

test('[B3] one that may have taken the claim is tried for five minutes, unless it did not understand it', () => {
  const { clock, patience: ours } = patience()
  ours.claimed()
  clock.advance(5 * MINUTE)
  expect(ours.exhausted(1000, UNREACHABLE)).toBeUndefined()
  clock.advance(1)
  expect(ours.exhausted(1, UNREACHABLE)?.reason).toBe('broker_unreachable')
  ours.notUnderstood()
  expect(ours.exhausted(1, UNREACHABLE)).toBeUndefined()
})

test('[B8] one that knows us is tried for fifteen minutes, on hold for fourteen days', () => {
  expect(away(false, 15 * MINUTE)).toBeUndefined()
  expect(away(false, 15 * MINUTE + 1)).toBe('resume_expired')
  expect(away(true, 14 * DAY)).toBeUndefined()
  expect(away(true, 14 * DAY + 1)).toBe('resume_expired')
})

test('one that cannot prove who it is is not tried again', () => {
  const { patience: ours } = patience()
  const untrusted = new BrokerUnreachable('no', { cause: { code: 'SELF_SIGNED_CERT_IN_CHAIN' } })
  ours.claimed()
  expect(ours.exhausted(1, untrusted)?.reason).toBe('broker_untrusted')
})
