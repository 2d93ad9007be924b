import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PictureMemory } from '../../../../../src/applet/screen/kernels/picture-memory.ts'
import type { Rect, Size } from '../../../../../src/base/rect.ts'
import { xorshift } from '../../../../support/xorshift.ts'
import { cut, paint, seed, whole } from './pictures.ts'

const SIZE = { width: 450, height: 300 }
const SCREEN = whole(SIZE)

/** A page of text, longer than the screen; every fifth line is blank. */
const PAGE = textPage(SIZE.width, 900, 1)

describe('a scroll', () => {
  test.each([1, 2, 3, 7, 16, 17, 64, 100, 160])('of a whole page by %i rows is found both ways', (rows) => {
    const [upper, lower] = [view(PAGE, 300), view(PAGE, 300 + rows)]
    expectScroll(change(upper, lower), SCREEN, { dy: rows, left: SIZE.height - rows })
    expectScroll(change(lower, upper), SCREEN, { dy: -rows, left: SIZE.height - rows })
  })

  test('by any number of rows makes all of the copy right', () => {
    fc.assert(
      fc.property(fc.integer({ min: -180, max: 180 }), seed, (rows, from) => {
        fc.pre(rows !== 0)
        const page = textPage(SIZE.width, 700, from)
        const memory = change(view(page, 200), view(page, 200 + rows))
        const { rect } = expectScroll(memory, SCREEN, { dy: rows, left: 0 })
        expect(cut(memory.shown, SIZE, rect).equals(cut(memory.next, SIZE, rect))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('is found under a thing that stays in front of it, and beside bars that stay', () => {
    const bars: Rect[] = [
      { x: 0, y: 0, width: 64, height: 300 },
      { x: 0, y: 0, width: 450, height: 20 },
      { x: 200, y: 100, width: 60, height: 40 },
    ]
    const [then, now] = [view(PAGE, 100), view(PAGE, 140)]
    const bar = paint(SIZE, 50, 9)
    for (const rect of bars) for (const picture of [then, now]) lay(picture, bar, rect)
    const { rect } = expectScroll(change(then, now), SCREEN, { dy: 40, left: 200 })
    expect(rect).toMatchObject({ x: 64, width: 386 })
    expect(rect.y).toBeGreaterThanOrEqual(20)
  })

  test('is found although a window moves across it and a clock ticks beside it', () => {
    const [then, now] = [view(PAGE, 200), view(PAGE, 150)]
    const window = paint(SIZE, 50, 9)
    lay(then, window, { x: 100, y: 60, width: 90, height: 70 })
    lay(now, window, { x: 130, y: 80, width: 90, height: 70 })
    lay(now, paint(SIZE, 3, 11), { x: 400, y: 280, width: 50, height: 12 })
    const memory = change(then, now)
    const before = wrongRows(memory)
    const { rect } = expectScroll(memory, SCREEN, { dy: -50, left: 220 })
    expect(rect).toMatchObject({ x: 0, width: 450 })
    expect(wrongRows(memory)).toBeLessThan(before * 0.65)
  })

  test('of one of two columns moves that one alone', () => {
    const rightHalf = { x: 256, y: 0, width: 194, height: 300 }
    const then = view(PAGE, 100)
    const now = Buffer.from(then)
    lay(now, view(PAGE, 75), rightHalf)
    const { rect } = expectScroll(change(then, now), SCREEN, { dy: -25, left: 250 })
    expect(rect).toMatchObject({ x: 256, width: 194 })
  })

  test('of a pane is found below much that stays', () => {
    const pane = { x: 128, y: 190, width: 256, height: 110 }
    const then = view(PAGE, 100)
    const now = Buffer.from(then)
    lay(then, view(textPage(SIZE.width, 900, 6), 100), pane)
    lay(now, view(textPage(SIZE.width, 900, 6), 112), pane)
    const { rect } = expectScroll(change(then, now), SCREEN, { dy: 12, left: 98 })
    expect(rect).toMatchObject({ x: 128, width: 256 })
    expect(rect.y).toBeGreaterThanOrEqual(190)
  })

  test('within a region is told in the pixels of the picture', () => {
    const region = { x: 128, y: 64, width: 256, height: 192 }
    const then = view(PAGE, 0)
    const now = Buffer.from(then)
    lay(now, view(PAGE, 30), region)
    const { rect } = expectScroll(change(then, now), region, { dy: 30, left: 150 })
    expect(rect).toMatchObject({ x: 128, width: 256 })
    expect(rect.y).toBeGreaterThanOrEqual(64)
    expect(rect.y + rect.height + 30).toBeLessThanOrEqual(256)
  })

  test('is found where most is plain and few rows differ', () => {
    const plain = Buffer.alloc(PAGE.length, 0xf0)
    for (const y of [310, 420, 500]) lay(plain, PAGE, { x: 70, y, width: 300, height: 24 })
    expectScroll(change(view(plain, 300), view(plain, 305)), SCREEN, { dy: 5, left: 100 })
  })

  test('is not found between different pages, in blank ones, in patterns, or where nothing changed', () => {
    const striped = Buffer.alloc(SIZE.width * 400 * 4)
    for (let y = 0; y < 400; y += 1) striped.fill((y % 8) * 30, y * SIZE.width * 4, (y + 1) * SIZE.width * 4)
    const page = view(PAGE, 0)
    const blank = Buffer.alloc(page.length, 0xff)
    for (const [then, now] of [
      [page, view(textPage(SIZE.width, 900, 77), 0)],
      [page, paint(SIZE, 5000, 4)],
      [blank, Buffer.alloc(page.length, 0xee)],
      [page, blank],
      [view(striped, 0), view(striped, 3)],
      [page, page],
    ] as const) {
      expect(change(then, now).findScroll(SCREEN)).toBeUndefined()
    }
  })

  test('on a wide screen is found beside a film that is half of it, and not in the film alone', () => {
    const size = { width: 1600, height: 200 }
    const film = { x: 0, y: 0, width: 832, height: 200 }
    const page = textPage(size.width, 400, 8)
    const [then, now] = [view(page, 0, size), view(page, 30, size)]
    lay(then, paint(size, 5000, 4), film, size)
    lay(now, paint(size, 5000, 5), film, size)
    const scroll = change(then, now, size).findScroll(whole(size))
    expect(scroll).toMatchObject({ rect: { x: 832, width: 768 }, dy: 30 })
    expect(change(paint(size, 5000, 4), paint(size, 5000, 5), size).findScroll(whole(size))).toBeUndefined()
  })

  test('is not found where it would save less than a third of what changed', () => {
    const then = view(PAGE, 0)
    const now = view(textPage(SIZE.width, 900, 78), 0)
    lay(now, view(PAGE, 20), { x: 0, y: 0, width: 450, height: 50 })
    expect(change(then, now).findScroll(SCREEN)).toBeUndefined()
    lay(now, view(PAGE, 20), { x: 0, y: 0, width: 450, height: 180 })
    expectScroll(change(then, now), SCREEN, { dy: 20, left: 150 })
  })

  test('is found by what was read of earlier pictures as by reading both anew', () => {
    const step = fc.record({
      to: fc.nat(400),
      pane: fc.constantFrom<Rect>(SCREEN, { x: 100, y: 70, width: 260, height: 200 }),
      isSought: fc.boolean(),
    })
    let found = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), (steps) => {
        const memory = change(view(PAGE, 0), view(PAGE, 0))
        for (const { to, pane, isSought } of steps) {
          const then = Buffer.from(memory.shown)
          const now = Buffer.from(then)
          lay(now, view(PAGE, to), pane)
          memory.take({ pixels: now, stride: memory.stride }, [pane])
          const bounds = memory.differingTiles([pane]).bounds()
          if (!bounds) continue
          if (isSought) {
            const scroll = memory.findScroll(bounds)
            expect(scroll).toStrictEqual(change(then, now).findScroll(bounds))
            if (scroll) found += 1
          }
          memory.accept([bounds])
        }
      }),
      { numRuns: 60 },
    )
    expect(found).toBeGreaterThan(0)
  })

  test('is not looked for in small regions', () => {
    const memory = change(view(PAGE, 0), view(PAGE, 10))
    expect(memory.findScroll({ ...SCREEN, height: 63 })).toBeUndefined()
    expect(memory.findScroll({ ...SCREEN, width: 127 })).toBeUndefined()
    expect(memory.findScroll({ ...SCREEN, width: 128 })).toBeDefined()
  })
})

function change(then: Buffer, now: Buffer, size: Size = SIZE): PictureMemory {
  const memory = new PictureMemory(size)
  memory.take({ pixels: then, stride: memory.stride }, [whole(size)])
  memory.accept([whole(size)])
  memory.take({ pixels: now, stride: memory.stride }, [whole(size)])
  return memory
}

/** Looks for it and carries it out; `left` is how many rows the copy must make at least. */
function expectScroll(memory: PictureMemory, region: Rect, wanted: { dy: number; left: number }) {
  const scroll = memory.findScroll(region)
  if (!scroll) throw new Error(`no scroll by ${wanted.dy}`)
  expect([scroll.dx, scroll.dy]).toStrictEqual([0, wanted.dy])
  expect(scroll.rect.height).toBeGreaterThanOrEqual(wanted.left - 12)
  memory.copy(scroll.rect, scroll.dx, scroll.dy)
  return scroll
}

/** Rows of 24 pixels in which what is shown is not what is next. */
function wrongRows({ shown, next }: PictureMemory): number {
  let wrong = 0
  for (let at = 0; at < shown.length; at += 96) wrong += shown.compare(next, at, at + 96, at, at + 96) === 0 ? 0 : 1
  return wrong
}

/** Lines of eleven rows, three apart, of dark strokes on white. */
function textPage(width: number, height: number, from: number): Buffer {
  const random = xorshift(from)
  const pixels = Buffer.alloc(width * height * 4, 0xff)
  for (let y = 0; y < height; y += 1) {
    if (y % 14 > 10 || Math.floor(y / 14) % 5 === 4) continue
    for (let at = y * width; at < (y + 1) * width; at += 1)
      if (random() < 0.2) pixels.fill(random() * 128, at * 4, at * 4 + 3)
  }
  return pixels
}

/** What stands on the screen when the page is scrolled so far. */
function view(page: Buffer, y: number, { width, height }: Size = SIZE): Buffer {
  return Buffer.from(page.subarray(y * width * 4, (y + height) * width * 4))
}

function lay(onto: Buffer, from: Buffer, rect: Rect, { width }: Size = SIZE): void {
  for (let y = rect.y; y < rect.y + rect.height; y += 1) {
    const start = (y * width + rect.x) * 4
    onto.set(from.subarray(start, start + rect.width * 4), start)
  }
}
