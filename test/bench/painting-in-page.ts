import type { decodeRect } from '../../src/console/screen/choose-decoder.ts'
import type { ScreenCanvas } from '../../src/console/screen/screen-canvas.ts'

/** What the page of `openPaintingPage` offers. */
export interface PaintingPage {
  readonly painting: { readonly ScreenCanvas: typeof ScreenCanvas; readonly decodeRect: typeof decodeRect }
}

export interface Took {
  /** Milliseconds since the bytes came, in the run in the middle: until all is decoded and handed to the canvas, */
  readonly painted: number
  /** of which so many decoding, */
  readonly decoded: number
  /** until the pixels are there for whoever reads them, */
  readonly drawn: number
  /** and until the next animation frame acknowledges it. */
  readonly done: number
}

/** Runs in the page, by itself: paints one update again and again. */
export async function paintInPage(input: {
  screen: { x: number; y: number; width: number; height: number }
  update: string
  runs: number
}): Promise<Took> {
  const { ScreenCanvas, decodeRect } = (globalThis as unknown as PaintingPage).painting
  const canvas = new ScreenCanvas(decodeRect)
  document.body.replaceChildren(canvas.element)
  canvas.describe(1, input.screen)
  const bytes = Uint8Array.fromBase64(input.update)
  const times: { decoded: number; painted: number; drawn: number; done: number }[] = []
  const context = canvas.element.getContext('2d')
  // The first runs are those in which ways are tried and code is compiled.
  for (let run = -10; run < input.runs; run += 1) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    const startedAt = performance.now()
    const since = () => performance.now() - startedAt
    const took = { decoded: 0, painted: 0, drawn: 0, done: 0 }
    const { promise: done, resolve } = Promise.withResolvers<void>()
    using _painted = canvas.on('painted', () => {
      took.painted = since()
      context?.getImageData(0, 0, 1, 1)
      took.drawn = since()
    })
    using _done = canvas.on('done', () => {
      took.done = since()
      resolve()
    })
    canvas.meter = {
      decoded: (_update, milliseconds) => {
        took.decoded = milliseconds
      },
      painted() {},
      shown() {},
      refused() {},
    }
    canvas.update(bytes)
    await done
    if (run >= 0) times.push(took)
  }
  const middle = (of: (took: Took) => number) => times.map(of).sort((a, b) => a - b)[times.length >> 1] ?? 0
  return {
    decoded: middle(({ decoded }) => decoded),
    painted: middle(({ painted }) => painted),
    drawn: middle(({ drawn }) => drawn),
    done: middle(({ done }) => done),
  }
}
