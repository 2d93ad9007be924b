import { expand, extract } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { ascii } from './ascii.ts'
import { concatWithLengths } from './length-value.ts'

/** Everything that an agreement ends with. Each is 32 bytes. */
export interface KeySet {
  /** What the console seals with and the applet opens with, and the other way round. */
  readonly fromConsole: Uint8Array<ArrayBuffer>
  readonly fromApplet: Uint8Array<ArrayBuffer>
  /** Prove that a side made the same keys. */
  readonly consoleTag: Uint8Array
  readonly appletTag: Uint8Array
  /** What the next agreement between the same two programs starts from. */
  readonly resume: Uint8Array
}

const KEY_BYTES = 32
const PROTOCOL = ascii('open-rescue sealing 1')

/** One hash over all that was said to agree on this key, in the very bytes that were said. */
export function transcriptOf(sid: Uint8Array, ...said: readonly Uint8Array[]): Uint8Array {
  return sha256(concatWithLengths(PROTOCOL, sid, ...said))
}

/** The public name of a channel: what both sides said first. */
export function channelIdOf(helloOfConsole: Uint8Array, helloOfApplet: Uint8Array): string {
  const hash = sha256(concatWithLengths(ascii('channel'), helloOfConsole, helloOfApplet))
  return hash.subarray(0, 16).toHex()
}

/** HKDF-SHA256 (RFC 5869). `salt`: the secret of the epoch before; without one, the transcript itself. */
export function deriveKeys(secret: Uint8Array, transcript: Uint8Array, salt: Uint8Array = transcript): KeySet {
  const root = extract(sha256, secret, salt)
  const derive = (name: string) => expand(sha256, root, concatWithLengths(PROTOCOL, ascii(name), transcript), KEY_BYTES)
  const tag = (name: string) => {
    const key = derive(name)
    const made = hmac(sha256, key, transcript)
    key.fill(0)
    return made
  }
  const keys = {
    fromConsole: derive('key-console'),
    fromApplet: derive('key-applet'),
    consoleTag: tag('confirm-console'),
    appletTag: tag('confirm-applet'),
    resume: derive('resume'),
  }
  root.fill(0)
  return keys
}

/** In a time that does not tell where they differ. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteLength !== other.byteLength) return false
  let difference = 0
  for (let at = 0; at < one.byteLength; at += 1) difference |= (one[at] as number) ^ (other[at] as number)
  return difference === 0
}
