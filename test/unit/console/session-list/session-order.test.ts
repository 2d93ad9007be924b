import { expect, test } from 'vitest'
import { inOrder, matches } from '../../../../src/console/session-list/session-order.ts'
import type { SessionView } from '../../../../src/protocol/broker/session-view.ts'
import type { Status } from '../../../../src/protocol/broker/status.ts'

const row = (name: string, status: Status, since: number): SessionView => ({
  id: '0'.repeat(32),
  name,
  status,
  since,
  createdAt: since,
})

test('who waits longest stands first, what is over stands last', () => {
  const rows = [
    row('over, older', 'Timed out', 1),
    row('connecting', 'Connecting', 2),
    row('held', 'On Hold', 0),
    row('active', 'Active', 3),
    row('waits', 'Waiting', 5),
    row('over, newer', 'Aborted', 6),
    row('waits longer', 'Waiting', 4),
  ]
  expect(inOrder(rows).map(({ name }) => name)).toEqual([
    'waits longer',
    'waits',
    'active',
    'held',
    'connecting',
    'over, newer',
    'over, older',
  ])
})

test('a search finds every word, in any column and any case', () => {
  const zoe = { ...row('Zoë Müller', 'Waiting', 0), platform: 'Windows' }
  expect(matches(zoe, '')).toBe(true)
  expect(matches(zoe, 'waiting zoë')).toBe(true)
  expect(matches(zoe, 'WINDOWS')).toBe(true)
  expect(matches(zoe, 'zoë linux')).toBe(false)
})
