import { expect, test } from 'vitest'
import { chatBarrier } from '../../../../src/console/session/chat-barrier.ts'
import type { Conversation } from '../../../../src/console/session/situation.ts'
import type { Status } from '../../../../src/protocol/broker/status.ts'
import { OPEN_CONVERSATION } from '../../../support/open-conversation.ts'

const barrier = (status: Status, more?: Partial<Conversation>) =>
  chatBarrier(
    { id: '0'.repeat(32), name: '', status, since: 0, createdAt: 0 },
    more && { ...OPEN_CONVERSATION, ...more },
  )

test.each(['verified', 'unverified'] as const)(
  'nothing stands in the way of writing when it is open and %s',
  (name) => {
    expect(barrier('Active', { verification: { name } })).toBeUndefined()
  },
)

test('before the start, and after the end, there is nothing to wait for in the box', () => {
  expect(barrier('Waiting')).toMatchObject({ passing: false, reason: expect.stringContaining('has started') })
  expect(barrier('Closed by technician', {})).toMatchObject({ passing: false, reason: 'Nothing can be sent any more.' })
  const link = { name: 'closed', code: 'replaced', detail: '' } as const
  expect(barrier('Active', { link, present: false })).toMatchObject({ passing: false })
})

test('where the digits are required nothing can be written before them', () => {
  const verification = { name: 'code-wanted', triesLeft: 3, until: 0, wrong: false, checking: false } as const
  expect(barrier('Active', { verification, present: false })).toMatchObject({
    passing: false,
    reason: expect.stringContaining('digits'),
  })
  expect(barrier('Active', { verification, present: true })).toBeUndefined()
})

test('what is being typed when the line is cut can be finished meanwhile', () => {
  const cut = { passing: true, reason: 'Reconnecting: you can send when the connection is back.' }
  expect(barrier('Active', { link: { name: 'lost' }, present: false })).toEqual(cut)
  expect(barrier('Active', { present: false })).toEqual(cut)
  expect(barrier('Reconnecting', { present: false })).toEqual(cut)
  expect(barrier('Active', { present: false, verification: { name: 'opening' } })).toMatchObject({ passing: true })
})

test('what is being typed when the session goes on hold can be finished meanwhile', () => {
  const held = { passing: true, reason: 'On hold: you can send when you have pressed Start.' }
  expect(barrier('On Hold', { link: { name: 'lost' }, present: false })).toEqual(held)
})
