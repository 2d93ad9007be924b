import type { SessionView } from '../../protocol/broker/session-view.ts'
import { ALL_PERMISSIONS } from '../../protocol/permission.ts'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'
import { nothingShared } from './nothing-shared.ts'
import { PERMISSION_ICONS } from './permission-icons.ts'
import type { SessionClient } from './session-client.ts'
import { UnreadMessages } from './unread-messages.tsx'
import { VerificationBadge } from './verification-badge.tsx'

interface Props {
  readonly session: SessionView
  readonly client: SessionClient | undefined
}

/** What the customer allows now, and how well the line carries it. */
export function ConnectionLine({ session, client }: Props) {
  const states = client?.consent.states.value
  // What is granted has no effect while the line is cut, or the digits are on display.
  const inForce = client?.present.value && client.verification.state.value.name !== 'code-wanted'
  const granted = ALL_PERMISSIONS.filter((permission) => inForce && states?.[permission] === 'granted')
  return (
    <div class="connection-line">
      <VerificationBadge client={client} />
      <ul aria-label={t('session.permissions')} aria-live="polite">
        {granted.length === 0 && <li class="none">{nothingShared(session, client?.conversation.value)}</li>}
        {granted.map((permission) => (
          <li key={permission}>
            <Icon of={PERMISSION_ICONS[permission]} />
            {t(`session.permission.${permission}`)}
          </li>
        ))}
      </ul>
      <UnreadMessages count={client?.chat.unread.value ?? 0} />
      {client?.present.value && <Quality client={client} />}
    </div>
  )
}

function Quality({ client }: { readonly client: SessionClient }) {
  const { framesPerSecond, kilobytesPerSecond, roundTripMs, silentSeconds } = client.meter.figures.value
  if (silentSeconds !== undefined) {
    return <p class="quality silent figures">{t('session.quality.silent', { count: silentSeconds })}</p>
  }
  return (
    <ul class="quality figures" aria-label={t('session.quality')}>
      <li>{t('session.quality.frames', { count: framesPerSecond })}</li>
      {roundTripMs !== undefined && <li>{t('session.quality.trip', { count: roundTripMs })}</li>}
      <li>{t('session.quality.rate', { count: kilobytesPerSecond })}</li>
    </ul>
  )
}
