import { beforeEach, describe, expect, test } from 'vitest'
import { IdleWatch } from '../../../../src/applet/session/idle-watch.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const MINUTE = 60_000

let clock: FakeClock
let watch: IdleWatch
let busy: boolean
let ends: number

beforeEach(() => {
  clock = new FakeClock()
  busy = false
  ends = 0
  const onIdle = () => {
    ends += 1
  }
  watch = new IdleWatch({ clock, isBusy: () => busy, onIdle })
})

describe('[IDLE-1] a session in which nothing happens', () => {
  test('is over after half an hour, once', () => {
    watch.run(true)
    clock.advance(30 * MINUTE - 1)
    expect(ends).toBe(0)
    clock.advance(1)
    expect(ends).toBe(1)
    clock.advance(60 * MINUTE)
    expect(ends).toBe(1)
  })

  test('goes on for as long as somebody does something', () => {
    watch.run(true)
    for (let round = 0; round < 10; round += 1) {
      clock.advance(29 * MINUTE)
      watch.stirred()
    }
    expect(ends).toBe(0)
  })

  test('is held off by open control', () => {
    watch.run(true)
    busy = true
    clock.advance(90 * MINUTE)
    expect(ends).toBe(0)
    busy = false
    clock.advance(30 * MINUTE)
    expect(ends).toBe(1)
  })

  test('is not over before it was started, nor while it is on hold', () => {
    watch.stirred()
    clock.advance(60 * MINUTE)
    watch.run(true)
    watch.run(false)
    clock.advance(60 * MINUTE)
    expect(ends).toBe(0)
  })
})
