import { createHash } from 'node:crypto'
import { LIMITS } from '../../protocol/limits.ts'

/** Which small rectangles the console keeps, each under what it shows: letters, carets and boxes come again and again. */
export class KeptRects {
  readonly #places = new Map<string, number>()
  readonly #contents: string[] = []
  #count = 0

  /** What a rectangle shows, in few bytes. */
  static contentOf(width: number, rows: readonly Uint8Array[]): string {
    const hash = createHash('sha1').update(`${width} `)
    for (const row of rows) hash.update(row)
    return hash.digest('base64')
  }

  /** The place in which the console has this; undefined if it has not. */
  placeOf(content: string): number | undefined {
    return this.#places.get(content)
  }

  /** The console keeps this now, in the next place; what was there is gone. */
  keep(content: string): void {
    const place = this.#count % LIMITS.keptRects
    const former = this.#contents[place]
    // The same may have been kept twice; then its later place holds on.
    if (former !== undefined && this.#places.get(former) === place) this.#places.delete(former)
    this.#contents[place] = content
    this.#places.set(content, place)
    this.#count += 1
  }

  forget(): void {
    this.#places.clear()
    this.#contents.length = 0
    this.#count = 0
  }
}
