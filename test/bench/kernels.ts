import { PictureMemory } from '../../src/applet/screen/kernels/picture-memory.ts'
import type { Rect } from '../../src/base/rect.ts'
import { xorshift } from '../support/xorshift.ts'
import { medians, report } from './measure.ts'

type Taken = Parameters<PictureMemory['take']>[0]

interface Beside {
  readonly prepare?: () => void
  /** Times that copy. */
  readonly most?: number
  readonly copy?: () => unknown
}

/** So many that the first ones, before the kernels are compiled for speed, do not count. */
const RUNS = 100

const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }

/** What looking at pixels costs before anything is encoded, beside moving them once. */
export async function benchKernels(): Promise<void> {
  const memory = new PictureMemory(SCREEN)
  const page = paintPage(SCREEN.width, SCREEN.height + 40)
  const frame = { stride: memory.stride, pixels: page.subarray(0, memory.shown.length) }
  const scrolled = { stride: memory.stride, pixels: page.subarray(40 * memory.stride) }
  const noise = { stride: memory.stride, pixels: grain(memory.shown.length) }
  const accepted = () => memory.next.copy(memory.shown)
  const compare = async (what: string, work: () => unknown, { prepare, most, copy = accepted }: Beside = {}) => {
    const [taken = 0, memcpy = 0] = await medians(RUNS, [work, copy], prepare)
    report(`${what}, 1080p`, taken, 'memcpy of it', memcpy, most ? { most, of: 'limit' } : undefined)
  }
  /** Two frames by turns, each searched and accepted before the other is taken, as the applet does it. */
  const turns = (frames: readonly [Taken, Taken]) => {
    let count = 0
    return () => {
      memory.findScroll(SCREEN)
      memory.accept([SCREEN])
      count += 1
      memory.take(frames[count % 2 === 0 ? 0 : 1], [SCREEN])
    }
  }
  const search = () => memory.findScroll(SCREEN)
  const scroll = turns([frame, scrolled])
  await compare('scroll, found', search, { prepare: scroll, most: 1 })
  await compare('scroll, not found', search, { prepare: turns([frame, noise]), most: 1 })
  const first = () => {
    scroll()
    // With that the search counts as left out, and what it knows as old.
    memory.take(frame, [])
  }
  await compare('scroll, found, the first one', search, { prepare: first })
  memory.take(noise, [SCREEN])
  await compare('colours of all tiles of noise', () => countTiles(memory))
  memory.take(frame, [SCREEN])
  await compare('colours of all tiles of text', () => countTiles(memory))
  await compare('palettes of text, 64 rows each', () => everyBand(64, (band) => memory.palette(band)))
  await compare('planes, 256 rows each', () => everyBand(256, (band) => memory.planes(band)))
  await compare('a half of each side', () => memory.shrink(SCREEN, 2))
  await compare('a quarter of each side', () => memory.shrink(SCREEN, 4))
  const copy = () => frame.pixels.copy(memory.next)
  const prepare = () => void memory.take(noise, [SCREEN])
  await compare('taking a frame', () => memory.take(frame, [SCREEN]), { prepare, copy })
  memory.take(frame, [SCREEN])
  const same = () => memory.differingTiles(memory.take(frame, [SCREEN]))
  await compare('nothing new in a frame, seen', same, { copy })
  await compare('accepting it', () => memory.accept([SCREEN]))
}

function countTiles(memory: PictureMemory): void {
  for (let y = 0; y < SCREEN.height; y += 64) {
    for (let x = 0; x < SCREEN.width; x += 64) {
      memory.countColours({ x, y, width: 64, height: Math.min(64, SCREEN.height - y) }, 256)
    }
  }
}

function everyBand(rows: number, work: (band: Rect) => unknown): void {
  for (let y = 0; y < SCREEN.height; y += rows) work({ ...SCREEN, y, height: Math.min(rows, SCREEN.height - y) })
}

/** Lines of words on white: black strokes of two pixels with grey edges, four rows between the lines. */
function paintPage(width: number, height: number): Buffer {
  const random = xorshift(7)
  const pixels = Buffer.alloc(width * height * 4, 0xff)
  for (let y = 0; y < height; y += 1) {
    if (y % 18 > 13) continue
    for (let x = 40; x < width - 40; x += 1) {
      if (random() < 0.75) continue
      pixels.writeUInt32LE(0xff000000 + Math.floor(random() * 4) * 0x404040, (y * width + x) * 4)
    }
  }
  return pixels
}

function grain(length: number): Buffer {
  const random = xorshift(9)
  const numbers = Uint32Array.from({ length: length >> 2 }, () => random() * 2 ** 32)
  return Buffer.from(numbers.buffer)
}
