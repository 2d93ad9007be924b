import { expect, test } from 'vitest'
import { ENDINGS } from '../../../../src/applet/session/endings.ts'
import { type SessionEvent, type SessionState, transition } from '../../../../src/applet/session/session-state.ts'

const connecting: SessionState = { status: 'connecting' }
const waiting: SessionState = { status: 'waiting' }
const active: SessionState = { status: 'active', technician: 'Tess' }
const ended: SessionState = { status: 'ended', ending: ENDINGS.customerEnded }

const held: SessionState = { status: 'on-hold', technician: 'Tess' }

const lost: SessionEvent = { type: 'contact-lost' }
const hold: SessionEvent = { type: 'held', technician: 'Tess' }
const started: SessionEvent = { type: 'started', technician: 'Tess' }
const back = (status: 'Waiting' | 'Active' | 'On Hold'): SessionEvent => ({ type: 'registered', status })

test.each<[string, SessionState, SessionEvent, SessionState]>([
  ['registering leads to waiting', connecting, back('Waiting'), waiting],
  ['Start makes a waiting session active', waiting, started, active],
  ['Start before registering means nothing', connecting, started, connecting],
  ['a cut while waiting is bridged', waiting, lost, { status: 'reconnecting', before: waiting }],
  ['a cut while active is bridged', active, lost, { status: 'reconnecting', before: active }],
  ['a cut while connecting changes nothing', connecting, lost, connecting],
  ['back from a cut while active', { status: 'reconnecting', before: active }, back('Active'), active],
  ['back from a cut while waiting', { status: 'reconnecting', before: waiting }, back('Waiting'), waiting],
  ['back to a broker that forgot Start', { status: 'reconnecting', before: active }, back('Waiting'), waiting],
  ['Hold', active, hold, held],
  ['Start after a hold', held, started, active],
  ['a hold of a session whose Start was never heard', waiting, hold, held],
  ['Hold before registering means nothing', connecting, hold, connecting],
  ['a cut while on hold is bridged', held, lost, { status: 'reconnecting', before: held }],
  ['back from a cut while on hold', { status: 'reconnecting', before: held }, back('On Hold'), held],
  ['back from a cut in which Start was pressed', { status: 'reconnecting', before: held }, back('Active'), active],
  ['back from a cut in which Hold was pressed', { status: 'reconnecting', before: active }, back('On Hold'), held],
  [
    'back from a cut in which Start was pressed for the first time, by nobody knows whom',
    { status: 'reconnecting', before: waiting },
    back('Active'),
    waiting,
  ],
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
  for (const state of [connecting, waiting, active, held, { status: 'reconnecting', before: active } as const]) {
    expect(transition(state, end)).toEqual(ended)
  }
  for (const event of [end, lost, started, back('Active')]) expect(transition(ended, event)).toBe(ended)
})

test('what is said again changes nothing, so nobody is told again', () => {
  expect(transition(active, started)).toBe(active)
  expect(transition(held, hold)).toBe(held)
})
