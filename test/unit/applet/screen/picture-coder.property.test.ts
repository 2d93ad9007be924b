import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { openJpegTurboEncoder } from '../../../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import type { FrameEncoder } from '../../../../src/applet/screen/frame-encoder.ts'
import { PictureCoder } from '../../../../src/applet/screen/picture-coder.ts'
import type { Look } from '../../../../src/applet/screen/rect-coder.ts'
import { LIMITS } from '../../../../src/protocol/limits.ts'
import type { EncodedRect, ScreenUpdate } from '../../../../src/protocol/peer/frame-codec.ts'
import { ChangingScreen } from '../../../support/changing-screen.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { PicturePainter } from '../../../support/picture-painter.ts'

const SIZE = { width: 330, height: 270 }
const REST_MS = 400

const rect = fc
  .tuple(fc.nat(SIZE.width - 1), fc.nat(SIZE.height - 1), fc.nat(), fc.nat())
  .map(([x, y, width, height]) => ({
    x,
    y,
    width: 1 + (width % (SIZE.width - x)),
    height: 1 + (height % (SIZE.height - y)),
  }))

/** What happens on screens: something is drawn, a photo shown, text scrolled, a letter typed; and now and then it rests. */
const step = fc.oneof(
  fc.record({ does: fc.constant('fill' as const), rect, colour: fc.constantFrom(0, 0xffffff, 0x3366cc) }),
  fc.record({ does: fc.constant('busy' as const), rect, seed: fc.nat(1000) }),
  fc.record({ does: fc.constant('scroll' as const), rect, by: fc.integer({ min: -60, max: 60 }) }),
  fc.record({ does: fc.constant('letter' as const), x: fc.nat(30), seed: fc.nat(3) }),
  fc.record({ does: fc.constant('rest' as const) }),
)
const look: fc.Arbitrary<Look> = fc.record({
  quality: fc.constantFrom(30, 75),
  fullColour: fc.boolean(),
  greyscale: fc.constant(false),
  shrink: fc.constantFrom(1 as const, 2 as const, 4 as const),
  exactBytes: fc.constantFrom(0, 1_000_000),
})

let encoder: FrameEncoder
beforeAll(async () => {
  encoder = await openJpegTurboEncoder()
})

function draw(
  screen: ChangingScreen,
  what: Exclude<typeof step extends fc.Arbitrary<infer S> ? S : never, { does: 'rest' }>,
) {
  if (what.does === 'fill') screen.fill(what.rect, what.colour)
  else if (what.does === 'busy') screen.makeBusy(what.rect, what.seed)
  else if (what.does === 'scroll') screen.scroll(what.rect, what.by)
  else screen.makeBusy({ x: what.x * 9, y: 20, width: 9, height: 15 }, what.seed)
}

test('whatever happens on the screen, once it rests the technician sees exactly that', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, look), { maxLength: 14 }), async (steps) => {
      const clock = new FakeClock()
      const screen = new ChangingScreen(SIZE)
      const coder = new PictureCoder(SIZE, encoder, clock)
      const painter = new PicturePainter(SIZE)
      const paint = async (rects: readonly EncodedRect[] | undefined, keyframe = false) => {
        if (rects) await painter.paint({ keyframe, rects } as ScreenUpdate)
      }
      await paint(await coder.whole(screen.frame(), steps[0]?.[1] ?? fine), true)
      for (const [what, settings] of steps) {
        clock.advance(what.does === 'rest' ? REST_MS : 20)
        if (what.does === 'rest') await paint(coder.refine(5))
        else {
          draw(screen, what)
          await paint(await coder.change(screen.frame(), settings))
        }
      }
      while (coder.refinementDueAt !== undefined) {
        clock.advance(REST_MS)
        await paint(coder.refine(20))
      }
      expect(painter.pixels.equals(rgb(screen.pixels))).toBe(true)
    }),
    { numRuns: 60 },
  )
}, 60_000)

const fine: Look = { quality: 75, fullColour: false, greyscale: false, shrink: 1, exactBytes: 1_000_000 }

function rgb(bgrx: Buffer): Buffer {
  const out = Buffer.alloc((bgrx.length / 4) * 3)
  for (let at = 0; at < bgrx.length / 4; at += 1) {
    out.set([bgrx[at * 4 + 2] ?? 0, bgrx[at * 4 + 1] ?? 0, bgrx[at * 4] ?? 0], at * 3)
  }
  return out
}

test('a huge desktop in small pieces is not more rectangles than an update may have', async () => {
  const size = { width: 8192, height: 6144 }
  const screen = new ChangingScreen(size)
  // Every other tile is a photo, in turns: nothing can be joined.
  for (let row = 0; row < size.height / 64; row += 1) {
    for (let column = row % 2; column < size.width / 64; column += 2) {
      screen.makeBusy({ x: column * 64, y: row * 64, width: 64, height: 64 }, row + column)
    }
  }
  const encoded = await new PictureCoder(size, encoder, new FakeClock()).whole(screen.frame(), fine)
  expect(encoded.length).toBeLessThanOrEqual(LIMITS.updateRects)
  const pixels = encoded.reduce((sum, { width, height }) => sum + width * height, 0)
  expect(pixels).toBeLessThanOrEqual(size.width * size.height)
}, 60_000)
