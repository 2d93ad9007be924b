import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PictureMemory } from '../../../../src/applet/screen/kernels/picture-memory.ts'
import { cut } from '../../../../src/applet/screen/shown-part.ts'
import { intersect, type Rect } from '../../../../src/base/rect.ts'

const SIZE = { width: 40, height: 30 }
const WHOLE = { x: 0, y: 0, ...SIZE }
const GREY = 0x808080

/** Every pixel has a colour of its own, none of them grey. */
const PIXELS = Buffer.from(Uint32Array.from({ length: SIZE.width * SIZE.height }, (_, index) => index + 1).buffer)
const FRAME = { ...SIZE, stride: SIZE.width * 4, pixels: PIXELS, damage: undefined, capturedAt: 0 }

const side = fc.integer({ min: 1, max: 25 })
const anywhere = fc.record({
  x: fc.integer({ min: -20, max: 45 }),
  y: fc.integer({ min: -20, max: 35 }),
  ...{ width: side, height: side },
})
const inside = fc
  .record({ x: fc.nat(SIZE.width - 1), y: fc.nat(SIZE.height - 1), width: side, height: side })
  .map((rect) => intersect(rect, WHOLE) as Rect)

const isIn = (x: number, y: number) => (rect: Rect) => intersect(rect, { x, y, width: 1, height: 1 }) !== undefined

test('[P15] what is hidden is grey wherever pixels are taken, and nothing else is', () => {
  fc.assert(
    fc.property(fc.array(inside, { maxLength: 4 }), fc.array(anywhere, { maxLength: 3 }), (taken, hidden) => {
      const memory = new PictureMemory(SIZE)
      memory.take({ ...FRAME, hidden }, taken)
      for (let index = 0; index < SIZE.width * SIZE.height; index += 1) {
        const isAt = isIn(index % SIZE.width, Math.floor(index / SIZE.width))
        const colour = hidden.some(isAt) ? GREY : index + 1
        expect(memory.next.readUIntLE(index * 4, 3)).toBe(taken.some(isAt) ? colour : 0)
      }
    }),
  )
})

test('[P15] it is so from the next frame on, though that shows nothing new', () => {
  const rects = fc.array(anywhere, { maxLength: 3 })
  fc.assert(
    fc.property(rects, rects, (before, hidden) => {
      const memory = new PictureMemory(SIZE)
      memory.take({ ...FRAME, hidden: before }, [WHOLE])
      memory.take({ ...FRAME, hidden }, [WHOLE])
      for (let index = 0; index < SIZE.width * SIZE.height; index += 1) {
        const isHidden = hidden.some(isIn(index % SIZE.width, Math.floor(index / SIZE.width)))
        expect(memory.next.readUIntLE(index * 4, 3)).toBe(isHidden ? GREY : index + 1)
      }
    }),
  )
})

test('[P15] it is so on a part of the screen too', () => {
  fc.assert(
    fc.property(inside, fc.array(anywhere, { maxLength: 3 }), (part, hidden) => {
      const memory = new PictureMemory(part)
      memory.take(cut({ ...FRAME, hidden }, part), [{ x: 0, y: 0, width: part.width, height: part.height }])
      for (let y = 0; y < part.height; y += 1) {
        for (let x = 0; x < part.width; x += 1) {
          const [column, row] = [part.x + x, part.y + y]
          const colour = hidden.some(isIn(column, row)) ? GREY : row * SIZE.width + column + 1
          expect(memory.next.readUIntLE((y * part.width + x) * 4, 3)).toBe(colour)
        }
      }
    }),
  )
})
