import type { Permission } from '../../protocol/permission.ts'
import { t } from '../../ui/words/words.ts'
import type { ChatBarrier } from './chat-barrier.ts'

interface Circumstances {
  /** What may be asked for. */
  readonly offered: readonly Permission[]
  readonly barrier: ChatBarrier | undefined
  readonly verified: boolean
  /** The customer has not answered about the one before. */
  readonly pending: boolean
}

/** Why no web address can be opened on the customer's computer now; undefined where it can. What stays so is said first. */
export function addressBarrier({ offered, barrier, verified, pending }: Circumstances): string | undefined {
  if (!offered.includes('url')) return t('not-offered')
  if (barrier) return barrier.reason
  if (!verified) return t('unverified.control')
  return pending ? t('chat.address.pending') : undefined
}
