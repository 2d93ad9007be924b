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

test('a line without answers is told of after three seconds, until an answer is there', () => {
  const meter = new ConnectionMeter()
  const silentAt = (now: number) => {
    meter.look(now)
    return meter.figures.value.silentSeconds
  }
  expect([0, 1000, 2000, 3000, 4010, 5010].map(silentAt)).toEqual([undefined, undefined, undefined, undefined, 4, 5])
  meter.returned(1, 5500)
  expect([6000, 7000].map(silentAt)).toEqual([undefined, undefined])
})

test('a slow line is not a silent one', () => {
  const meter = new ConnectionMeter()
  let late = meter.look(0)
  for (let now = 1000; now <= 10_000; now += 1000) {
    const next = meter.look(now)
    expect(meter.figures.value.silentSeconds).toBeUndefined()
    meter.returned(late, now + 500)
    late = next
  }
})

test('a line that is back begins without silence', () => {
  const meter = new ConnectionMeter()
  meter.look(0)
  meter.look(9000)
  meter.resumed()
  expect(meter.figures.value.silentSeconds).toBeUndefined()
  meter.look(10_000)
  expect(meter.figures.value.silentSeconds).toBeUndefined()
})
