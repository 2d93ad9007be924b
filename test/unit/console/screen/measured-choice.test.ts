import { expect, test } from 'vitest'
import { MeasuredChoice } from '../../../../src/console/screen/measured-choice.ts'

test('tries each way in turn, then keeps the one that cost least when nothing disturbed it', () => {
  const choice = new MeasuredChoice(['a', 'b'])
  const costs = { a: [9, 2, 9], b: [3, 3, 3] }
  const tried = Array.from({ length: 6 }, (_, turn) => {
    const way = choice.next()
    choice.took(way, costs[way][turn >> 1] ?? 0)
    return way
  })
  expect(tried.filter((way) => way === 'a')).toHaveLength(3)
  expect(choice.settled).toBe('a')
})

test('what is settled stays, whatever comes after', () => {
  const choice = new MeasuredChoice(['a', 'b'])
  for (let turn = 0; turn < 6; turn += 1) choice.took(turn % 2 ? 'a' : 'b', turn % 2 ? 1 : 2)
  for (let turn = 0; turn < 100; turn += 1) choice.took('a', 1000)
  expect([choice.next(), choice.next()]).toEqual(['a', 'a'])
})

test('where there is one way there is nothing to try', () => {
  expect(new MeasuredChoice(['only']).settled).toBe('only')
})
