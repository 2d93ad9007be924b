import { LIMITS } from '../../protocol/limits.ts'
import { isWebAddress } from '../../protocol/peer/web-address.ts'

/** The web address that is all of the text, spaces around it apart; undefined where it is anything else. */
export function addressIn(text: string): string | undefined {
  const address = text.trim()
  return address.length <= LIMITS.urlLength && isWebAddress(address) ? address : undefined
}
