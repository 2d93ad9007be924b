const BLACK = [0, 0, 0, 255]
const WHITE = [255, 255, 255, 255]

/**
 * RGBA, not premultiplied, of a cursor that was drawn on black and on white, both BGRX. What the background does not shine
 * through is the cursor: this holds for every kind of cursor that Windows has, with masks or with opacity. What inverts the
 * background, as the bar over text does, no RGBA can say; it becomes black with a white outline, to be seen on both.
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
  for (const at of inverting) rgba.set(BLACK, at)
  for (const at of inverting) outline(rgba, at, width)
  return rgba
}

function colour(onBlack: Uint8Array, at: number, alpha: number): number[] {
  const plain = (value = 0) => (alpha === 0 ? 0 : Math.min(255, Math.round((value * 255) / alpha)))
  return [plain(onBlack[at + 2]), plain(onBlack[at + 1]), plain(onBlack[at]), alpha]
}

/** Makes what is transparent around a pixel white. */
function outline(rgba: Uint8Array, at: number, width: number): void {
  const x = (at / 4) % width
  for (const [dx, dy] of NEIGHBOURS) {
    const neighbour = at + (dy * width + dx) * 4
    const inside = x + dx >= 0 && x + dx < width && neighbour >= 0 && neighbour < rgba.length
    if (inside && rgba[neighbour + 3] === 0) rgba.set(WHITE, neighbour)
  }
}

const NEIGHBOURS = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const))
