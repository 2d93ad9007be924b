import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { root } from '../run.ts'

/** The drawing that our pages show too: a square of 32 units. */
const DRAWING = readFileSync(join(root, 'src/ui/styles/icon.svg'))
const DRAWING_UNITS = 32
/** How many pixels a unit has where a density is not given, in dots per inch. */
const DENSITY_OF_ONE = 72
/** Icons of macOS leave a margin: 824 of 1024 pixels are drawn on. */
const DRAWN_PART = 824 / 1024

/** The type of each picture in the file and its width in pixels, from Apple's IconServices. From 32 pixels on it may be a PNG. */
const PICTURES: readonly (readonly [type: string, width: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]
const HEAD_BYTES = 8

/** Our icon as an `.icns` file, in every size that macOS shows. */
export async function makeMacIcon(): Promise<Uint8Array> {
  const pictures = await Promise.all(PICTURES.map(async ([type, width]) => chunk(type, await draw(width))))
  return chunk('icns', Buffer.concat(pictures))
}

function draw(width: number): Promise<Buffer> {
  const inner = Math.round((width * DRAWN_PART) / 2) * 2
  const margin = (width - inner) / 2
  const background = { r: 0, g: 0, b: 0, alpha: 0 }
  return sharp(DRAWING, { density: (DENSITY_OF_ONE * inner) / DRAWING_UNITS })
    .resize(inner)
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background })
    .png()
    .toBuffer()
}

/** Four letters, then the length with these eight bytes, big-endian. */
function chunk(type: string, content: Uint8Array): Uint8Array {
  const head = Buffer.from(`${type}\0\0\0\0`)
  head.writeUInt32BE(HEAD_BYTES + content.byteLength, 4)
  return Buffer.concat([head, content])
}
