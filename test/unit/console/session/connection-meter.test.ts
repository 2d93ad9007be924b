import { expect, test } from 'vitest'
import { ConnectionMeter } from '../../../../src/console/session/connection-meter.ts'

test('counts from look to look', () => {
  const meter = new ConnectionMeter()
  meter.painted()
  meter.painted()
  meter.received(3000)
  meter.look(0)
  expect(meter.figures.value).toEqual({ framesPerSecond: 2, kilobytesPerSecond: 3, roundTripMs: undefined })
  meter.look(1000)
  expect(meter.figures.value).toEqual({ framesPerSecond: 0, kilobytesPerSecond: 0, roundTripMs: undefined })
})

test('the round trip is that of the last echo; an older one is late and says nothing', () => {
  const meter = new ConnectionMeter()
  const first = meter.look(0)
  const second = meter.look(1000)
  meter.returned(first, 1010)
  meter.returned(second, 1025)
  meter.look(2000)
  expect(meter.figures.value.roundTripMs).toBe(25)
})
