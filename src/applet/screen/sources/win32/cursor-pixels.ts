import { drawInverting } from './inverting-pixels.ts'

/**
 * RGBA, not premultiplied, of a cursor that was drawn on black and on white, both BGRX. What the background does not shine
 * through is the cursor: this holds for every kind of cursor that Windows has, with masks or with opacity.
 */
export function fromBlackAndWhite(onBlack: Uint8Array, onWhite: Uint8Array, width: number): Uint8Array {
  const rgba = new Uint8Array(onBlack.length)
  const inverting: number[] = []
  for (let at = 0; at < rgba.length; at += 4) {
    // What is left of 255 steps of background.
    const background = (onWhite[at + 1] ?? 0) - (onBlack[at + 1] ?? 0)
    if (background < 0) inverting.push(at)
    else rgba.set(colour(onBlack, at, 255 - background), at)
  }
  drawInverting(rgba, inverting, width)
  return rgba
}

function colour(onBlack: Uint8Array, at: number, alpha: number): number[] {
  const plain = (value = 0) => (alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha)))
  return [plain(onBlack[at + 2]), plain(onBlack[at + 1]), plain(onBlack[at]), alpha]
}
