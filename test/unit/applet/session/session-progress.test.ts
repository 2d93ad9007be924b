import { beforeEach, describe, expect, test } from 'vitest'
import { EventStream } from '../../../../src/applet/event-stream.ts'
import { ENDINGS } from '../../../../src/applet/session/endings.ts'
import { SessionLog } from '../../../../src/applet/session/session-log.ts'
import { SessionProgress } from '../../../../src/applet/session/session-progress.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

let told: string[]
let sessionLog: SessionLog
let progress: SessionProgress

beforeEach(() => {
  told = []
  sessionLog = new SessionLog(new FakeClock())
  const events = new EventStream((line) => told.push(`event ${JSON.parse(line).status ?? JSON.parse(line).event}`))
  progress = new SessionProgress({
    sessionLog,
    events,
    onEnded: () => told.push('revoked'),
    onStatus: ({ status }) => told.push(status),
  })
})

describe('whether the technician ever pressed Start', () => {
  test('is not known before they did', () => {
    progress.advance({ type: 'registered', status: 'Waiting' })
    expect(progress.everStarted).toBe(false)
  })

  test.each(['started', 'held'] as const)('is known from "%s" on, also when contact is lost after', (type) => {
    progress.advance({ type: 'registered', status: 'Waiting' })
    progress.advance({ type, technician: 'Tess' })
    progress.advance({ type: 'contact-lost' })
    expect(progress.everStarted).toBe(true)
  })
})

test('every change is told to the customer, the log and scripts, and what is said again to nobody', () => {
  progress.announce()
  progress.advance({ type: 'registered', status: 'Waiting' })
  progress.advance({ type: 'started', technician: 'Tess' })
  progress.advance({ type: 'started', technician: 'Tess' })
  expect(told).toEqual(['connecting', 'waiting', 'active'].flatMap((status) => [status, `event ${status}`]))
  expect(sessionLog.entries.map(({ kind }) => kind)).toEqual([
    'session-connecting',
    'session-waiting',
    'session-active',
  ])
})

test('coming back to an active session reads as coming back, not as another start', () => {
  progress.advance({ type: 'registered', status: 'Waiting' })
  progress.advance({ type: 'started', technician: 'Tess' })
  progress.advance({ type: 'contact-lost' })
  progress.advance({ type: 'registered', status: 'Active' })
  expect(sessionLog.entries.at(-1)?.kind).toBe('session-back')
})

test('[P7] at the end everything is taken back before anybody reads of it, and nothing follows', () => {
  progress.advance({ type: 'registered', status: 'Waiting' })
  told = []
  progress.advance({ type: 'ended', ending: ENDINGS.customerEnded })
  progress.advance({ type: 'started', technician: 'Tess' })
  expect(told).toEqual(['revoked', 'ended', 'event ended', 'event ended'])
})
