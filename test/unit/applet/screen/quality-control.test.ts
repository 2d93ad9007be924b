import { beforeEach, describe, expect, test } from 'vitest'
import { QualityControl } from '../../../../src/applet/screen/quality-control.ts'

const LARGE = 200_000
const SMALL = 300

let control: QualityControl
let now: number
let seq: number

beforeEach(() => {
  control = new QualityControl('balanced')
  now = 0
  seq = 0
  paint(SMALL, 5)
})

/** One update that is painted so many milliseconds after it was sent. */
function paint(bytes: number, milliseconds: number): void {
  seq += 1
  now += 20
  control.sent(seq, bytes)
  control.painted(seq, milliseconds, now)
}

function paintMany(count: number, bytes: number, milliseconds: number): void {
  for (let index = 0; index < count; index += 1) paint(bytes, milliseconds)
}

describe('a line that is in time', () => {
  test('gets good pictures, and many tiles made exact at once', () => {
    const before = control.tilesToRefine
    paintMany(20, LARGE, 30)
    expect(control.look(now)).toMatchObject({ quality: 75, shrink: 1 })
    expect(control.tilesToRefine).toBeGreaterThan(before)
  })

  test('is not judged by small updates that were late behind something else', () => {
    paintMany(20, SMALL, 900)
    expect(control.look(now)).toMatchObject({ quality: 75, shrink: 1 })
  })

  test('is not judged by its distance: what counts is how much longer than the fastest it takes', () => {
    const far = new QualityControl('balanced')
    for (let number = 1; number < 20; number += 1) {
      far.sent(number, number % 2 ? SMALL : LARGE)
      far.painted(number, number % 2 ? 250 : 280, number * 20)
    }
    expect(far.look(400)).toMatchObject({ quality: 75, shrink: 1 })
  })
})

describe('a line that is late', () => {
  test('gets poorer and then smaller pictures, step by step, down to the least', () => {
    const seen = new Set<string>()
    for (let index = 0; index < 12; index += 1) {
      paint(LARGE, 100)
      const { quality, shrink } = control.look(now)
      seen.add(`${quality}/${shrink}`)
    }
    expect([...seen]).toEqual(['60/1', '45/1', '50/2', '30/2', '40/4'])
  })

  test('goes down two steps where it is very late', () => {
    paint(LARGE, 400)
    expect(control.look(now)).toMatchObject({ quality: 45 })
  })

  test('updates made before the last step do not count twice', () => {
    control.sent(100, LARGE)
    control.sent(101, LARGE)
    control.painted(100, 100, 1000)
    control.painted(101, 120, 1010)
    expect(control.look(1010)).toMatchObject({ quality: 60 })
  })

  test('comes back after a while in time, and waits longer where that was too early', () => {
    paintMany(2, LARGE, 100)
    const qualityAfter = (steps: number) => {
      for (let step = 0; step < steps; step += 1) paint(LARGE, 20)
      return control.look(now).quality
    }
    expect(qualityAfter(60)).toBe(45)
    expect(qualityAfter(30)).toBe(60)
    paint(LARGE, 100)
    expect(control.look(now).quality).toBe(45)
    expect(qualityAfter(100)).toBe(45)
    expect(qualityAfter(80)).toBe(60)
  })

  test('takes fewer bytes of exact text at once', () => {
    const before = control.look(now).exactBytes
    paintMany(30, LARGE, 1000)
    expect(control.look(now).exactBytes).toBeLessThan(before)
    expect(control.tilesToRefine).toBe(1)
  })
})

test('after a pause a fast line begins anew with good pictures, a slow one does not', () => {
  paintMany(10, LARGE, 90)
  expect(control.look(now).quality).toBeLessThan(75)
  expect(control.look(now + 2000)).toMatchObject({ quality: 75, shrink: 1 })
  paintMany(40, LARGE, 1000)
  expect(control.look(now + 2000)).toMatchObject({ shrink: 4 })
})

test.each([
  { quality: 'sharp' as const, first: { quality: 90, fullColour: true, shrink: 1 }, last: { quality: 60, shrink: 1 } },
  { quality: 'low' as const, first: { quality: 45, shrink: 1 }, last: { quality: 40, shrink: 4 } },
])('$quality has a ladder of its own', ({ quality, first, last }) => {
  control = new QualityControl(quality)
  expect(control.look(0)).toMatchObject(first)
  paint(SMALL, 5)
  paintMany(20, LARGE, 900)
  expect(control.look(now)).toMatchObject(last)
})
