import './account-menu.css'
import { LogOut, UserRound } from 'lucide'
import type { Account } from '../../protocol/broker/http-api.ts'
import { Button } from '../../ui/components/button.tsx'
import { Icon } from '../../ui/components/icon.tsx'
import { t } from '../../ui/words/words.ts'

interface Props {
  readonly account: Account
  readonly onSignOut: () => void
}

const CARD = 'account-card'

/** Who is signed in, and the way out. */
export function AccountMenu({ account, onSignOut }: Props) {
  return (
    <>
      <button type="button" class="button quiet" popovertarget={CARD} title={t('account.menu')}>
        <Icon of={UserRound} />
        {account.name}
      </button>
      <div id={CARD} class="account-card" popover="auto">
        <p class="name">{account.name}</p>
        <p>{account.email}</p>
        <p>{t(`account.role.${account.role}`)}</p>
        <Button icon={LogOut} onClick={onSignOut}>
          {t('account.sign-out')}
        </Button>
      </div>
    </>
  )
}
