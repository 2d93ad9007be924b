import { expect, test } from 'vitest'
import { UnprovenSockets } from '../../../../src/broker/gateway/unproven-sockets.ts'

test('[SLOW-1] 64 places for an address, each given back once', () => {
  const sockets = new UnprovenSockets()
  const places = Array.from({ length: 64 }, () => sockets.enter('192.0.2.1'))
  expect(places.every((place) => place !== undefined)).toBe(true)
  expect(sockets.enter('192.0.2.1')).toBeUndefined()
  expect(sockets.enter('192.0.2.2')).toBeDefined()
  places[0]?.[Symbol.dispose]()
  places[0]?.[Symbol.dispose]()
  expect(sockets.enter('192.0.2.1')).toBeDefined()
  expect(sockets.enter('192.0.2.1')).toBeUndefined()
})
