const BLACK = [0, 0, 0, 255]
const WHITE = [255, 255, 255, 255]

/**
 * Shows what inverts the background, as the bar over text does. No RGBA can say that; it becomes black with a white outline,
 * to be seen on both. `inverting` holds the offsets of such pixels in `rgba`.
 */
export function drawInverting(rgba: Uint8Array, inverting: readonly number[], width: number): void {
  for (const at of inverting) rgba.set(BLACK, at)
  for (const at of inverting) outline(rgba, at, width)
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
