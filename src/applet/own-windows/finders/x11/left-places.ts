import { around, type Rect } from '../../../../base/rect.ts'

/** As many are told one by one; a window that is dragged for long while nobody asks leaves more. */
const MOST = 64

/** Where windows stood since it was last asked. */
export class LeftPlaces {
  #places: { readonly window: number; readonly rect: Rect }[] = []

  add(window: number, rect: Rect): void {
    this.#places.push({ window, rect })
    if (this.#places.length > MOST) this.#join()
  }

  /** Hands them out, those of these windows. */
  take(isWanted: (window: number) => boolean): Rect[] {
    const wanted = this.#places.filter(({ window }) => isWanted(window)).map(({ rect }) => rect)
    this.#places = []
    return wanted
  }

  #join(): void {
    const joined = Map.groupBy(this.#places, ({ window }) => window)
    this.#places = [...joined].map(([window, places]) => ({ window, rect: around(places.map(({ rect }) => rect)) }))
  }
}
