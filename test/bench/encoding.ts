import jpegTurbo from '@julusian/jpeg-turbo'
import { openJpegTurboEncoder } from '../../src/applet/screen/encoders/jpeg-turbo-encoder.ts'
import { PictureMemory } from '../../src/applet/screen/kernels/picture-memory.ts'
import { type Look, RectCoder } from '../../src/applet/screen/rect-coder.ts'
import type { Rect } from '../../src/base/rect.ts'
import { median, report } from './measure.ts'
import { photos } from './workload-pictures.ts'

const SCREEN: Rect = { x: 0, y: 0, width: 1920, height: 1080 }
const TILE: Rect = { x: 640, y: 256, width: 64, height: 64 }
const LOOK: Look = { quality: 75, fullColour: false, greyscale: false, shrink: 1, exactBytes: 0 }

/** What it takes to make JPEGs of what changed, cut and side by side as the applet does it. */
export async function benchEncoding(): Promise<void> {
  const [photo] = await photos(1)
  if (!photo) throw new Error('no picture')
  const memory = new PictureMemory(SCREEN)
  memory.take({ ...photo, stride: memory.stride }, [SCREEN])
  const coder = new RectCoder(memory, await openJpegTurboEncoder())
  await compare('whole 1080p as JPEG q75', 1.1, SCREEN, memory, coder)
  await compare('64 x 64 as JPEG q75', 2, TILE, memory, coder)
}

async function compare(what: string, most: number, rect: Rect, memory: PictureMemory, coder: RectCoder) {
  const { FORMAT_BGRX: format, SAMP_420: subsampling } = jpegTurbo
  const { width, height } = rect
  const start = rect.y * memory.stride + rect.x * 4
  const options = { format, subsampling, width, height, stride: memory.width, quality: 75 }
  const whole = Buffer.concat([memory.next, Buffer.alloc(memory.stride)]).subarray(start)
  const oneCall = await median(40, () => void jpegTurbo.compressSync(whole, options))
  const ours = await median(40, () => coder.pictures([rect], LOOK))
  report(what, ours, 'one libjpeg-turbo call', oneCall, { most, of: 'limit' })
}
