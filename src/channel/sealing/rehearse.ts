import { ascii } from './ascii.ts'
import { generatorOf, newHalf, sharedPoint } from './cpace.ts'

/**
 * Makes a key that nobody needs. The first one a program makes takes ten times as long as the next, because the curve's
 * tables are made and its code is compiled; done while nobody waits, people do not wait for it later.
 */
export function rehearseKeyExchange(): void {
  const generator = generatorOf(ascii('000000'), new Uint8Array(1), new Uint8Array(16))
  const [one, other] = [newHalf(generator), newHalf(generator)]
  sharedPoint(one.scalar, other.share)
}
