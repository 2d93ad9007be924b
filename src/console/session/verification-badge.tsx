import './verification-badge.css'
import { LockKeyhole, LockKeyholeOpen, ShieldAlert } from 'lucide'
import { Button } from '../../ui/components/button.tsx'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'
import type { SessionClient } from './session-client.ts'
import { trustOf } from './trust.ts'

const LOOKS = {
  verified: { icon: LockKeyhole, words: 'verified', hint: 'verified.hint' },
  unverified: { icon: ShieldAlert, words: 'unverified', hint: 'unverified.hint' },
  pending: { icon: LockKeyholeOpen, words: 'unverified.yet', hint: 'verify.why' },
} as const

/** Whether it is certain who is at the other end. Word, picture and shape say it, and colour repeats it. */
export function VerificationBadge({ client }: { readonly client: SessionClient | undefined }) {
  const trust = client && trustOf(client.conversation.value, client.verification.usable.value)
  const look = trust && LOOKS[trust]
  return (
    <div class={`trust ${trust ?? ''}`}>
      <span role="status" title={look && t(look.hint)}>
        {look && <Icon of={look.icon} />}
        {look && t(look.words)}
      </span>
      {client?.verification.state.value.name === 'unverified' && trust === 'unverified' && (
        <Button onClick={() => client.requestCode()}>{t('verify.submit')}</Button>
      )}
    </div>
  )
}
