import { expect, test } from 'vitest'
import { BoundedQueue } from '../../../src/base/bounded-queue.ts'

test('first in, first out, and never more than its capacity', () => {
  const queue = new BoundedQueue<number>(2)
  expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false])
  expect([queue.shift(), queue.shift(), queue.shift()]).toEqual([1, 2, undefined])
})

test('the last item can be replaced, and all can be lost', () => {
  const queue = new BoundedQueue<number>(3)
  queue.push(1)
  queue.push(2)
  queue.replaceLast(9)
  expect(queue.last()).toBe(9)
  queue.clear()
  expect(queue.shift()).toBeUndefined()
})
