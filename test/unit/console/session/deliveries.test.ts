import { expect, test } from 'vitest'
import { Deliveries } from '../../../../src/console/session/deliveries.ts'

test('while answers come in, no line is doubted; when they do not, those are that no answer followed', () => {
  const deliveries = new Deliveries()
  deliveries.asked(1, 4)
  deliveries.returned(1)
  expect(deliveries.isDoubtful(5, false)).toBe(false)
  expect(deliveries.isDoubtful(4, true)).toBe(false)
  expect(deliveries.isDoubtful(5, true)).toBe(true)
})

test('an answer that takes longer than the next question still confirms', () => {
  const deliveries = new Deliveries()
  deliveries.asked(1, 1)
  deliveries.asked(2, 2)
  deliveries.returned(1)
  expect(deliveries.isDoubtful(1, true)).toBe(false)
  expect(deliveries.isDoubtful(2, true)).toBe(true)
})

test('after a cut the next answer confirms what was sent again', () => {
  const deliveries = new Deliveries()
  deliveries.asked(1, 1)
  deliveries.resumed()
  deliveries.asked(7, 1)
  expect(deliveries.isDoubtful(1, true)).toBe(true)
  deliveries.returned(7)
  expect(deliveries.isDoubtful(1, true)).toBe(false)
})

test('what was not confirmed in a conversation stays doubtful in the next', () => {
  const earlier = new Deliveries()
  earlier.asked(1, 1)
  earlier.returned(1)
  const deliveries = new Deliveries()
  deliveries.follow(earlier, 2)
  deliveries.asked(2, 3)
  deliveries.returned(2)
  expect([1, 2, 3].map((line) => deliveries.isDoubtful(line, false))).toEqual([false, true, false])
})
