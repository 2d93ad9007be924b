import { useSignal } from '@preact/signals'
import { LIMITS } from '../../protocol/limits.ts'
import { Field } from '../../ui/components/field.tsx'
import { t } from '../../ui/words/words.ts'
import type { AccountGate } from './account.ts'
import { EntryForm } from './entry-form.tsx'

interface Props {
  readonly gate: AccountGate
  readonly token: string
}

/** The first account of a new broker. */
export function SetUpPage({ gate, token }: Props) {
  const email = useSignal('')
  const name = useSignal('')
  const password = useSignal('')
  return (
    <EntryForm
      title={t('set-up.title')}
      lead={t('set-up.lead')}
      submit={t('set-up.submit')}
      onSubmit={() => gate.setUp(token, email.value, name.value, password.value)}
    >
      <Field label={t('sign-in.email')} value={email} type="email" autoComplete="username" required autoFocus />
      <Field
        label={t('set-up.name')}
        value={name}
        hint={t('set-up.name.hint')}
        autoComplete="name"
        maxLength={LIMITS.nameLength}
        required
      />
      <Field
        label={t('sign-in.password')}
        value={password}
        type="password"
        hint={t('set-up.password.hint')}
        autoComplete="new-password"
        minLength={12}
        required
      />
    </EntryForm>
  )
}
