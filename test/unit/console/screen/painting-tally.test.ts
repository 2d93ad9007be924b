import { expect, test } from 'vitest'
import { PaintingTally } from '../../../../src/console/screen/painting-tally.ts'
import type { ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'

const copy = { kind: 'copy', x: 0, y: 0, width: 1, height: 1, dx: 0, dy: 0, data: new Uint8Array() } as const
const update: ScreenUpdate = { keyframe: false, seq: 1, capturedAt: 0, epoch: 0, rects: [copy, copy] }

test('tells means, peaks and counts since the last look, frames once however many updates they show', () => {
  const tally = new PaintingTally()
  tally.decoded(update, 1)
  tally.decoded(update, 4)
  tally.painted(update, 2)
  for (const frame of [16, 16, 33]) tally.shown(frame)
  tally.refused()
  expect(tally.take()).toEqual([
    'frames/s 2',
    'decode 2.5 ms, most 4.0 ms',
    'paint 2.0 ms, most 2.0 ms',
    'rects/s copy 2',
    'refused 1',
  ])
  expect(tally.take()).toEqual(['frames/s 0', 'decode -', 'paint -', 'rects/s -', 'refused 1'])
})
