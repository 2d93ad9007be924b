import type { CopiedRect } from '../../../protocol/peer/frame-codec.ts'
import { MeasuredChoice } from '../measured-choice.ts'

type Copied = Omit<CopiedRect, 'kind' | 'data'>

/** Large enough for a browser to keep it where it keeps the screen's canvas. */
const TRIAL = { width: 512, height: 512 }
const SMALL: Copied = { x: 0, y: 0, width: 16, height: 16, dx: 8, dy: 8 }

/**
 * A canvas in main memory is copied as a whole before it draws itself, however small the rectangle is: thousands of small
 * ones would take seconds. Reading pixels costs only their number there; on a graphics card it waits for the card.
 */
export const COPY_WAYS = {
  pixels: (context: CanvasRenderingContext2D, { x, y, width, height, dx, dy }: Copied) =>
    context.putImageData(context.getImageData(x + dx, y + dy, width, height), x, y),
  itself: (context: CanvasRenderingContext2D, { x, y, width, height, dx, dy }: Copied) =>
    context.drawImage(context.canvas, x + dx, y + dy, width, height, x, y, width, height),
}

const choice = new MeasuredChoice(['pixels', 'itself'])

/** Tried out on a canvas of its own before the first copy, in a few milliseconds. */
export function copyWay(): keyof typeof COPY_WAYS {
  if (!choice.settled) measure()
  return choice.settled ?? 'pixels'
}

function measure(): void {
  const context = Object.assign(document.createElement('canvas'), TRIAL).getContext('2d', { alpha: false })
  if (!context) return
  while (!choice.settled) {
    const way = choice.next()
    context.fillRect(0, 0, TRIAL.width, TRIAL.height)
    const startedAt = performance.now()
    for (let times = 0; times < 4; times += 1) COPY_WAYS[way](context, SMALL)
    // Drawing is put off until somebody looks.
    context.getImageData(0, 0, 1, 1)
    choice.took(way, performance.now() - startedAt)
  }
}
