import { realClock } from '../../base/clock.ts'
import type { FrameEncoder } from './frame-encoder.ts'
import { PictureCoder } from './picture-coder.ts'
import type { Look } from './rect-coder.ts'

const SIZE = { width: 640, height: 384 }

/** Until the compilers have seen enough. */
const TIMES = 4
const LOOK: Look = { quality: 75, fullColour: false, greyscale: false, shrink: 1, exactBytes: 0 }

/** What runs for the first time takes twice as long: a picture that nobody sees is made before there is one to show. */
export async function rehearse(encoder: FrameEncoder): Promise<void> {
  const stride = SIZE.width * 4
  const pixels = Buffer.alloc(stride * SIZE.height)
  for (let at = 0; at < pixels.length; at += 4) {
    const row = Math.floor(at / stride)
    // Stripes of a few colours above, and more than a palette holds below.
    pixels.writeUInt32LE(row < SIZE.height / 2 ? (at * row) % 11 : (at * 2_654_435) % 0x1000000, at)
  }
  const coder = new PictureCoder(SIZE, encoder, realClock)
  const frame = { ...SIZE, stride, pixels, damage: undefined, capturedAt: 0 }
  for (let time = 0; time < TIMES; time += 1) await coder.whole(frame, LOOK)
  const scrolled = Buffer.concat([pixels.subarray(8 * stride), pixels.subarray(0, 8 * stride)])
  await coder.change({ ...frame, pixels: scrolled }, LOOK)
}
