import { expect, test } from 'vitest'
import { ENDINGS } from '../../../../src/applet/session/endings.ts'
import { type SessionEvent, type SessionState, transition } from '../../../../src/applet/session/session-state.ts'

const connecting: SessionState = { status: 'connecting' }
const waiting: SessionState = { status: 'waiting' }
const active: SessionState = { status: 'active', technician: 'Tess' }
const ended: SessionState = { status: 'ended', ending: ENDINGS.customerEnded }

const lost: SessionEvent = { type: 'contact-lost' }
const started: SessionEvent = { type: 'started', technician: 'Tess' }
const back = (isActive: boolean): SessionEvent => ({ type: 'registered', active: isActive })

test.each<[string, SessionState, SessionEvent, SessionState]>([
  ['registering leads to waiting', connecting, back(false), waiting],
  ['Start makes a waiting session active', waiting, started, active],
  ['Start before registering means nothing', connecting, started, connecting],
  ['a cut while waiting is bridged', waiting, lost, { status: 'reconnecting', before: waiting }],
  ['a cut while active is bridged', active, lost, { status: 'reconnecting', before: active }],
  ['a cut while connecting changes nothing', connecting, lost, connecting],
  ['back from a cut while active', { status: 'reconnecting', before: active }, back(true), active],
  ['back from a cut while waiting', { status: 'reconnecting', before: waiting }, back(false), waiting],
  ['back to a broker that forgot Start', { status: 'reconnecting', before: active }, back(false), waiting],
  [
    'a second cut on the way back',
    { status: 'reconnecting', before: active },
    lost,
    { status: 'reconnecting', before: active },
  ],
])('%s', (_, state, event, next) => {
  expect(transition(state, event)).toEqual(next)
})

test('every state but the last can end, and the last never changes', () => {
  const end: SessionEvent = { type: 'ended', ending: ENDINGS.customerEnded }
  for (const state of [connecting, waiting, active, { status: 'reconnecting', before: active } as const]) {
    expect(transition(state, end)).toEqual(ended)
  }
  for (const event of [end, lost, started, back(true)]) expect(transition(ended, event)).toBe(ended)
})
