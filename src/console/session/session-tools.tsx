import { Pause, Play, Square } from 'lucide'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { isFinal, isStartable } from '../../protocol/broker/status.ts'
import type { Permission } from '../../protocol/permission.ts'
import { Button } from '../../ui/components/button.tsx'
import { t } from '../../ui/words/words.ts'
import { ClipboardStrip } from '../clipboard/clipboard-strip.tsx'
import type { Workplace } from '../workplace.ts'
import { PERMISSION_ICONS } from './permission-icons.ts'
import type { SessionClient } from './session-client.ts'
import { SpecialKeysMenu } from './special-keys-menu.tsx'

interface Props {
  readonly workplace: Workplace
  readonly session: SessionView
  readonly client: SessionClient | undefined
}

export function SessionTools({ workplace, session, client }: Props) {
  const { id, status } = session
  const { offered } = workplace
  const permissionProps = { client, offered, active: status === 'Active' }
  return (
    <div class="session-tools" role="toolbar" aria-label={t('session.tools')}>
      <Button
        look={isStartable(status) ? 'primary' : undefined}
        icon={Play}
        disabled={!isStartable(status)}
        onClick={() => workplace.change(id, 'start')}
      >
        {t('sessions.start')}
      </Button>
      <Button
        icon={Pause}
        disabled={status !== 'Active'}
        hint={t('session.hold.hint')}
        onClick={() => workplace.change(id, 'hold')}
      >
        {t('session.hold')}
      </Button>
      <PermissionButton {...permissionProps} permission="view" />
      <PermissionButton {...permissionProps} permission="control" />
      {offered.includes('control') && <SpecialKeysMenu workplace={workplace} session={session} client={client} />}
      <PermissionButton {...permissionProps} permission="clipboard" />
      <Button look="danger" icon={Square} disabled={isFinal(status)} onClick={() => workplace.change(id, 'end')}>
        {t('session.end')}
      </Button>
      {client && <ClipboardStrip client={client} />}
    </div>
  )
}

interface PermissionProps {
  readonly client: SessionClient | undefined
  readonly offered: readonly Permission[]
  readonly active: boolean
  readonly permission: 'view' | 'control' | 'clipboard'
}

function PermissionButton({ client, offered, active, permission }: PermissionProps) {
  if (!offered.includes(permission)) return null
  const state = client?.consent.states.value[permission]
  // The customer's program would refuse: nobody knows who asks.
  const barred = permission !== 'view' && client?.present.value && !client.verification.verified.value
  const pending = state === 'requested' || state === 'asked'
  return (
    <Button
      icon={PERMISSION_ICONS[permission]}
      disabled={!active || !client?.present.value || pending || barred || state === 'granted'}
      hint={barred ? t('unverified.control') : undefined}
      pressed={state === 'granted'}
      onClick={() => client?.request(permission)}
    >
      {t(`session.${permission}`)}
    </Button>
  )
}
