import { createHash } from 'node:crypto'
import { LIMITS } from '../../protocol/limits.ts'
import type { CursorShape } from './screen-source.ts'

/** Which shapes of the pointer the console keeps, and where: a shape that comes again needs no pixels. */
export class CursorShelf {
  readonly #places = new Map<string, number>()

  /** The place of a shape; `isKept` when the console has it there already. The oldest shape makes room. */
  place({ width, height, hotX, hotY, pixels }: CursorShape): { id: number; isKept: boolean } {
    const key = createHash('sha1').update(`${width} ${height} ${hotX} ${hotY} `).update(pixels).digest('base64')
    const known = this.#places.get(key)
    if (known !== undefined) return { id: known, isKept: true }
    const [oldest] = this.#places
    const id = this.#places.size < LIMITS.keptCursors || !oldest ? this.#places.size : oldest[1]
    if (oldest && this.#places.size === LIMITS.keptCursors) this.#places.delete(oldest[0])
    this.#places.set(key, id)
    return { id, isKept: false }
  }
}
