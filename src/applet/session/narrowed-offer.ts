import { type Asking, knownPermissions, narrower, type Offer } from '../../protocol/broker/offer.ts'

/**
 * What the broker lets technicians ask for, at its narrowest so far: it cannot widen that again in the same session. The gate
 * would not let it either, but knows neither when to ask nor that a broker tried to have more.
 */
export class NarrowedOffer {
  #offer: Offer | undefined

  /** The offer that counts from now on, and what was named beyond it: more than before, or what this program does not know. */
  take(ids: readonly string[], asking: Asking): { readonly offer: Offer; readonly ignored: readonly string[] } {
    const told = { permissions: knownPermissions(ids), asking }
    const offer = narrower(told, this.#offer ?? told)
    this.#offer = offer
    return { offer, ignored: ids.filter((id) => !(offer.permissions as readonly string[]).includes(id)) }
  }
}
