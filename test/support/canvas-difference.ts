import type { Locator } from 'playwright-core'
import { xPicture } from './x-picture.ts'

export interface CanvasDifference {
  /** Mean of the absolute differences of all colour values, 0 to 255. */
  readonly meanError: number
  /** Share of pixels of which any colour value differs by more than 48. */
  readonly farOff: number
}

/** Compares what a canvas shows with what the X display shows, pixel by pixel. */
export async function canvasDifference(canvas: Locator, display: string): Promise<CanvasDifference> {
  const { width, height, pixels } = xPicture(display)
  return canvas.evaluate(
    (element, expected) => {
      const context = (element as HTMLCanvasElement).getContext('2d')
      const seen = context?.getImageData(0, 0, expected.width, expected.height).data ?? new Uint8ClampedArray()
      const wanted = Uint8Array.from(atob(expected.bgrx), (char) => char.charCodeAt(0))
      let sum = 0
      let farOff = 0
      for (let at = 0; at < wanted.length; at += 4) {
        const differences = [0, 1, 2].map((channel) =>
          Math.abs((seen[at + 2 - channel] ?? 0) - (wanted[at + channel] ?? 0)),
        )
        sum += differences.reduce((total, one) => total + one, 0)
        if (Math.max(...differences) > 48) farOff += 1
      }
      const pixelCount = expected.width * expected.height
      return { meanError: sum / pixelCount / 3, farOff: farOff / pixelCount }
    },
    { width, height, bgrx: pixels.toString('base64') },
  )
}
