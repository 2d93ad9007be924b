import { constants, zstdCompressSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import type { Rect } from '../../src/base/rect.ts'
import { type EncodedRect, encodeUpdate } from '../../src/protocol/peer/frame-codec.ts'
import { startChromium } from '../support/chromium.ts'
import { openPaintingPage } from '../support/painting-page.ts'
import { compareCanvases } from './canvases-in-page.ts'
import { paintInPage } from './painting-in-page.ts'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 }
const STRIP = 48

/** What an update takes in the console, from its bytes to the picture and to its acknowledgement, in a real browser. */
export async function benchPainting(): Promise<void> {
  await using browser = await startChromium()
  const page = await openPaintingPage(browser)
  const text = await textPage()
  await benchUpdate(page, 'text page, palette', [palette(text, SCREEN)])
  await benchUpdate(page, 'scrolled text: copy and strip', [
    { kind: 'copy', ...SCREEN, height: SCREEN.height - STRIP, dx: 0, dy: STRIP, data: new Uint8Array() },
    palette(text, { ...SCREEN, y: SCREEN.height - STRIP, height: STRIP }),
  ])
  await benchUpdate(page, 'typed: 16 x 24 palette', [palette(text, { x: 400, y: 300, width: 16, height: 24 })])
  for (const bands of [1, 2, 4]) await benchUpdate(page, `full-screen video, bands: ${bands}`, await video(bands))
  await benchUpdate(page, 'full-screen video, half size', await video(1, 2))
  await benchUpdate(page, '4096 copies of 4 x 4', tinyCopies())
  console.log('\nWays to do the same, milliseconds (drawing and decoding are told apart):')
  const jpegs = await Promise.all(
    [64, 256, 512, 1024].map(async (side) => ({ side, data: (await photo(side, side)).toBase64() })),
  )
  const whole = (await photo(1920, 1080)).toBase64()
  for (const line of await page.evaluate(compareCanvases, { jpegs, whole })) console.log(line)
}

async function benchUpdate(page: Page, name: string, rects: EncodedRect[]): Promise<void> {
  const bytes = encodeUpdate({ keyframe: false, seq: 1, capturedAt: 0, epoch: 1, rects })
  const took = await page.evaluate(paintInPage, { screen: SCREEN, update: bytes.toBase64(), runs: 30 })
  const [decoded, painted, done] = [took.decoded, took.painted, took.done].map((ms) => ms.toFixed(1).padStart(6))
  const size = `${(bytes.byteLength / 1024).toFixed(0)} KiB`
  const drawn = took.drawn.toFixed(1).padStart(6)
  console.log(
    `${name.padEnd(32)} ${size.padStart(9)}  decoded ${decoded}  painted ${painted}  drawn ${drawn}  done ${done}`,
  )
}

/** Numbers of the 256 colours that stand nearest to what the page has. */
async function textPage(): Promise<{ indices: Buffer; colours: Buffer }> {
  const line = 'The quick brown fox jumps over the lazy dog, 0123456789; (x) => x + 1. '
  const lines = Array.from(
    { length: 76 },
    (_, at) =>
      `<text x="8" y="${13 + at * 14}">${(line + line + line).slice(at % 40, (at % 40) + 200 - (at % 7) * 20)}</text>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1920" height="1080" font-family="monospace" font-size="13">
    <rect width="1920" height="1080" fill="white"/>${lines.join('')}</svg>`
  const indices = await sharp(Buffer.from(svg)).greyscale().raw().toBuffer()
  return { indices, colours: Buffer.from(Array.from({ length: 256 }, (_, grey) => [grey, grey, grey]).flat()) }
}

function palette({ indices, colours }: Awaited<ReturnType<typeof textPage>>, rect: Rect): EncodedRect {
  const rows = Array.from({ length: rect.height }, (_, row) => {
    const start = (rect.y + row) * SCREEN.width + rect.x
    return indices.subarray(start, start + rect.width)
  })
  const packed = zstdCompressSync(Buffer.concat(rows), { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
  return { kind: 'palette', ...rect, data: Buffer.concat([Uint8Array.of(255), colours, packed]) }
}

async function video(bands: number, shrink = 1): Promise<EncodedRect[]> {
  const height = SCREEN.height / bands
  const data = await photo(SCREEN.width / shrink, height / shrink)
  return Array.from({ length: bands }, (_, band) => ({ kind: 'jpeg', ...SCREEN, y: band * height, height, data }))
}

function photo(width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const
  const create = { width, height, channels: 3, background: 'grey', noise } as const
  return sharp({ create }).blur(1.2).jpeg({ quality: 75 }).toBuffer()
}

function tinyCopies(): EncodedRect[] {
  const place = (at: number) => ({ x: (at % 64) * 8, y: Math.floor(at / 64) * 8, width: 4, height: 4 })
  return Array.from({ length: 4096 }, (_, at) => ({ kind: 'copy', ...place(at), dx: 4, dy: 4, data: new Uint8Array() }))
}
