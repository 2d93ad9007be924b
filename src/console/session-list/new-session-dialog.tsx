import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { SessionView } from '../../protocol/broker/session-view.ts'
import { DECLINE_REASONS } from '../../protocol/broker/status.ts'
import { LIMITS } from '../../protocol/limits.ts'
import { Button } from '../../ui/components/button.tsx'
import { Dialog } from '../../ui/components/dialog.tsx'
import { Field } from '../../ui/components/field.tsx'
import { Notice } from '../../ui/components/notice.tsx'
import { Tabs } from '../../ui/components/tabs.tsx'
import { t } from '../../ui/words/words.ts'
import { useSubmit } from '../account/use-submit.ts'
import type { Workplace } from '../workplace.ts'
import { PinCode } from './pin-code.tsx'

interface Props {
  readonly workplace: Workplace
}

/** Makes a session and shows its PIN until the customer has used it. */
export function NewSessionDialog({ workplace }: Props) {
  const name = useSignal('')
  const createdId = useSignal<string | undefined>(undefined)
  const created = workplace.list.rows.value?.find(({ id }) => id === createdId.value)
  const close = () => {
    workplace.creating.value = false
  }
  const form = useSubmit(async () => {
    // The session in view stays in view: a technician may be in the middle of it.
    const session = await workplace.create(name.value)
    createdId.value = session.id
  })
  const joined = created?.status === 'Waiting' || created?.status === 'Active'
  useEffect(() => {
    if (joined) close()
  }, [joined])
  const pinPanel = (
    <>
      {!created && <p>{t('new-session.pin.lead')}</p>}
      {created && !created.pin && <Notice kind="warning" text={whyNot(created)} />}
      {created?.pin && created.pinExpiresAt !== undefined && (
        <PinCode clock={workplace.clock} pin={created.pin} expiresAt={created.pinExpiresAt} />
      )}
      <div class="dialog-actions">
        <Button type="submit" look={created ? undefined : 'primary'} disabled={form.busy.value}>
          {t(created ? 'new-session.another' : 'new-session.create')}
        </Button>
      </div>
    </>
  )
  return (
    <Dialog title={t('new-session.title')} onClose={close}>
      <form class="dialog-form" onSubmit={form.onSubmit}>
        <Field
          label={t('new-session.name')}
          value={name}
          hint={t('new-session.name.hint')}
          maxLength={LIMITS.nameLength}
          autoFocus
        />
        {form.error.value && <Notice kind="error" text={form.error.value} />}
        <Tabs label={t('new-session.methods')} tabs={[{ name: t('new-session.pin'), panel: pinPanel }]} />
      </form>
    </Dialog>
  )
}

/** Why nobody came with the PIN. */
function whyNot({ reason }: SessionView): string {
  const declined = DECLINE_REASONS.find((known) => known === reason)
  return t(declined ? `overlay.${declined}` : 'new-session.expired')
}
