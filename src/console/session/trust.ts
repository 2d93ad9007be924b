import type { Conversation } from './situation.ts'

/** `pending`: nothing works before the digits. `unverified`: it works, and nobody knows with whom. */
export type Trust = 'verified' | 'unverified' | 'pending'

/** What is certain about the other end now; undefined while nothing is said to it. */
export function trustOf({ link, present, verification }: Conversation, usable: boolean): Trust | undefined {
  if (link.name !== 'open') return undefined
  if (verification.name === 'code-wanted') return usable ? 'unverified' : 'pending'
  if (!present || verification.name === 'opening') return undefined
  return verification.name
}
