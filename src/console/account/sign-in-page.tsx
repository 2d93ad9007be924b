import { useSignal } from '@preact/signals'
import { Field } from '../../ui/components/field.tsx'
import { t } from '../../ui/words/words.ts'
import type { AccountGate } from './account.ts'
import { EntryForm } from './entry-form.tsx'

interface Props {
  readonly gate: AccountGate
  readonly notice: string | undefined
}

export function SignInPage({ gate, notice }: Props) {
  const email = useSignal('')
  const password = useSignal('')
  return (
    <EntryForm
      title={t('sign-in.title')}
      lead={t('sign-in.lead')}
      submit={t('sign-in.submit')}
      notice={notice}
      onSubmit={() => gate.signIn(email.value, password.value)}
    >
      <Field label={t('sign-in.email')} value={email} type="email" autoComplete="username" required autoFocus />
      <Field label={t('sign-in.password')} value={password} type="password" autoComplete="current-password" required />
    </EntryForm>
  )
}
