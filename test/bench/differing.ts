import { PictureMemory } from '../../src/applet/screen/kernels/picture-memory.ts'
import type { Rect } from '../../src/base/rect.ts'
import { median, report } from './measure.ts'

const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }

/** A hundredth of the screen. */
const DAMAGE: Rect = { x: 700, y: 400, width: 192, height: 108 }

const RUNS = 60

/** What it takes to find the tiles that changed. */
export async function benchDiffing(): Promise<void> {
  const memory = new PictureMemory(SCREEN)
  // Memory that nobody wrote to yet is one and the same empty page, and quick to read.
  memory.shown.fill(0x55)
  memory.next.fill(0x55)
  const memcpy = await median(RUNS, () => memory.shown.copy(memory.next))
  const diff = async (what: string, most: number, regions: readonly Rect[] = [SCREEN]) => {
    const found = await median(RUNS, () => memory.differingTiles(regions))
    report(`difference of 1080p, ${what}`, found, 'memcpy of it', memcpy, { most, of: 'limit' })
  }
  await diff('none', 1)
  await diff('1 % damaged, none', 0.1, [DAMAGE])
  memory.next.fill(0xff)
  await diff('everywhere', 1)
  await diff('1 % damaged, all of it', 0.1, [DAMAGE])
}
