import sharp from 'sharp'
import { xorshift } from '../support/xorshift.ts'
import { MARK, SCREEN, SCROLL_STEP, STEPS, TYPED } from './workloads.ts'

/** BGRX, rows without padding. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

const WORDS =
  'the quick brown fox jumps over the lazy dog while seven technicians mend (x) => x + 1; return 0123456789 {}'.split(
    ' ',
  )

/** A page of text without and with what will be typed into it. */
export async function typingPages(): Promise<[Picture, Picture]> {
  const lines = textLines(SCREEN.height, { from: TYPED.y - 6, to: TYPED.y + TYPED.height + 6 })
  const text = words(xorshift(3), STEPS + 1)
  const typed = [...text].map((char, at) => {
    return `<text x="${TYPED.x + at * TYPED.width}" y="${TYPED.y + 15}">${escaped(char)}</text>`
  })
  return Promise.all([draw(SCREEN.height, lines), draw(SCREEN.height, lines + typed.join(''))])
}

/** A page so long that every step shows something new at its end; each step's number stands where it has the upper edge. */
export function longPage(): Promise<Picture> {
  const height = SCREEN.height + STEPS * SCROLL_STEP
  const marks = Array.from({ length: STEPS + 1 }, (_, step) => markAt(step, step * SCROLL_STEP))
  return draw(height, textLines(height) + marks.join(''))
}

/** Something like photos, smooth with a little grain, each another. */
export async function photos(count: number): Promise<Picture[]> {
  const random = xorshift(11)
  const grain = Int8Array.from({ length: 65_521 }, () => random() * 36 - 18)
  const { width, height } = SCREEN
  const small = { width: 96, height: 54, channels: 3 } as const
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const rough = Buffer.from(Array.from({ length: small.width * small.height * 3 }, () => 20 + random() * 215))
      const smooth = sharp(rough, { raw: small }).resize(width, height, { kernel: 'cubic', fit: 'fill' })
      const pixels = await smooth.ensureAlpha().raw().toBuffer()
      for (let at = 0; at < pixels.length; at += 1) {
        const noisy = (pixels[at] ?? 0) + (grain[(at + index * 4099) % grain.length] ?? 0)
        pixels[at] = Math.max(0, Math.min(255, noisy))
      }
      return { width, height, pixels }
    }),
  )
}

/** Where the blocks of a number are black. */
export function markBlocks(step: number): number[] {
  return Array.from({ length: MARK.bits }, (_, bit) => bit).filter((bit) => (step >> (MARK.bits - 1 - bit)) & 1)
}

function markAt(step: number, y: number): string {
  return markBlocks(step)
    .map((bit) => `<rect x="${bit * MARK.side}" y="${y}" width="${MARK.side}" height="${MARK.side}"/>`)
    .join('')
}

function textLines(height: number, gap = { from: height, to: height }): string {
  const random = xorshift(5)
  const lines: string[] = []
  for (let y = 6; y + 18 <= height; y += 18) {
    const text = words(random, 60 + Math.floor(random() * 120))
    const isInGap = y + 18 > gap.from && y < gap.to
    // Not where the numbers of the steps stand.
    if (!isInGap) lines.push(`<text x="150" y="${y + 13}">${escaped(text)}</text>`)
  }
  return lines.join('')
}

function words(random: () => number, length: number): string {
  let text = ''
  while (text.length < length) text += `${WORDS[Math.floor(random() * WORDS.length)]} `
  return text.slice(0, length)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

async function draw(height: number, content: string): Promise<Picture> {
  const { width } = SCREEN
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace"
    font-size="15" xml:space="preserve"><rect width="100%" height="100%" fill="white"/>${content}</svg>`
  // All of it is grey, so it does not matter that red and blue change places.
  const pixels = await sharp(Buffer.from(svg), { limitInputPixels: false }).ensureAlpha().raw().toBuffer()
  return { width, height, pixels }
}
