import { PictureMemory } from '../../src/applet/screen/kernels/picture-memory.ts'
import type { Rect } from '../../src/base/rect.ts'
import { medians, type Reach, report } from './measure.ts'

const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }

/** A hundredth of the screen. */
const DAMAGE: Rect = { x: 700, y: 400, width: 192, height: 108 }

/** So many that the first ones, before the kernel is compiled for speed, do not count. */
const RUNS = 150

/** What it takes to find the tiles that changed. */
export async function benchDiffing(): Promise<void> {
  const memory = new PictureMemory(SCREEN)
  const memcpy = () => memory.shown.copy(memory.next)
  const beside = async (what: string, work: () => unknown, fill: number, reach?: Reach) => {
    const [taken = 0, copied = 0] = await medians(RUNS, [work, memcpy], () => void memory.next.fill(fill))
    report(what, taken, 'memcpy of it', copied, reach)
  }
  const diff = (what: string, most: number, fill: number, regions: readonly Rect[] = [SCREEN]) =>
    beside(`difference of 1080p, ${what}`, () => memory.differingTiles(regions), fill, { most, of: 'limit' })
  // Memory that nobody wrote to yet is one and the same empty page, and quick to read.
  memory.shown.fill(0x55)
  await diff('none', 1, 0x55)
  // Both pictures have to be read: as many bytes as a copy reads and writes.
  await beside('memcmp of both, which tells no tile', () => memory.shown.compare(memory.next), 0x55)
  await diff('1 % damaged, none', 0.1, 0x55, [DAMAGE])
  await diff('everywhere', 1, 0xff)
  await diff('1 % damaged, all of it', 0.1, 0xff, [DAMAGE])
}
