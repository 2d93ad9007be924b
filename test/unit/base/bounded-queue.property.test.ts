import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BoundedQueue } from '../../../src/base/bounded-queue.ts'

type Step = readonly ['push' | 'replaceLast', number] | readonly ['shift' | 'last' | 'clear']

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constantFrom('push' as const, 'push' as const, 'replaceLast' as const), fc.nat()),
  fc.tuple(fc.constantFrom('shift' as const, 'last' as const, 'clear' as const)),
)

/** The same on an array of which nobody doubts what it does. */
function onArray(items: number[], capacity: number, [name, item]: Step): unknown {
  if (name === 'push') return items.length < capacity && items.push(item as number) > 0
  if (name === 'shift') return items.shift()
  if (name === 'last') return items.at(-1)
  if (name === 'replaceLast') items.splice(-1, 1, item as number)
  else items.length = 0
  return undefined
}

function onQueue(queue: BoundedQueue<number>, [name, item]: Step): unknown {
  if (name === 'push') return queue.push(item as number)
  if (name === 'replaceLast') return queue.replaceLast(item as number)
  return queue[name]()
}

test('whatever is done to it in whatever order, it is a list that never grows beyond its capacity', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step), (capacity, steps) => {
      const queue = new BoundedQueue<number>(capacity)
      const items: number[] = []
      for (const each of steps) {
        // Of an empty queue there is no last item to replace.
        if (each[0] === 'replaceLast' && items.length === 0) continue
        expect(onQueue(queue, each)).toBe(onArray(items, capacity, each))
        expect(items.length).toBeLessThanOrEqual(capacity)
      }
      expect(items.map(() => queue.shift())).toEqual(items)
      expect(queue.shift()).toBeUndefined()
    }),
  )
})
