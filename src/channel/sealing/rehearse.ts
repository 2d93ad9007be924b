import { ascii } from './ascii.ts'
import { generatorOf, intermediateKey, newHalf, sharedPoint } from './cpace.ts'
import { deriveKeys, transcriptOf } from './key-schedule.ts'

/**
 * Makes a key that nobody needs. The first one a program makes takes ten times as long as the next, because the curve's
 * tables are made and its code is compiled; done while nobody waits, people do not wait for it later.
 */
export function rehearseKeyExchange(): void {
  const sid = new Uint8Array(16)
  const generator = generatorOf(ascii('000000'), new Uint8Array(1), sid)
  const [one, other] = [newHalf(generator), newHalf(generator)]
  const secret = intermediateKey(sid, sharedPoint(one.scalar, other.share), one, other)
  deriveKeys(secret, transcriptOf(sid, one.share, other.share))
}
