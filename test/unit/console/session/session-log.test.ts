import { expect, test } from 'vitest'
import { SessionLog } from '../../../../src/console/session/session-log.ts'

test('lines of both sides stand in the order of their times', () => {
  const log = new SessionLog()
  log.add({ time: 3, text: 'started' })
  log.add({ time: 1, text: 'created' }, { time: 2, text: 'joined' })
  expect(log.lines.value.map(({ text }) => text)).toEqual(['created', 'joined', 'started'])
})

test('a line that comes again after a reconnect stands once', () => {
  const log = new SessionLog()
  log.add({ time: 1, text: 'created' })
  log.add({ time: 1, text: 'created' }, { time: 1, text: 'joined' })
  expect(log.lines.value).toHaveLength(2)
})

test('two lines of the customer’s log that say the same at the same time both stand', () => {
  const log = new SessionLog()
  log.add({ time: 1, seq: 4, text: 'The customer wrote: no' }, { time: 1, seq: 5, text: 'The customer wrote: no' })
  log.add({ time: 1, seq: 5, text: 'The customer wrote: no' })
  expect(log.lines.value).toHaveLength(2)
})
