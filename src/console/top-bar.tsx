import { CircleQuestionMark, Plus, Search } from 'lucide'
import type { Account } from '../protocol/broker/http-api.ts'
import { Button } from '../ui/components/button.tsx'
import { Icon } from '../ui/components/icon.tsx'
import { t } from '../ui/words/words.ts'
import { AccountMenu } from './account/account-menu.tsx'
import type { Workplace } from './workplace.ts'

/** The search box's id: the shortcut for it must find it. */
export const SEARCH_BOX = 'search'

interface Props {
  readonly workplace: Workplace
  readonly account: Account
  readonly onSignOut: () => void
}

export function TopBar({ workplace, account, onSignOut }: Props) {
  const { search, creating, helping } = workplace
  return (
    <header class="top-bar">
      <h1>{account.company}</h1>
      <Button
        look="primary"
        icon={Plus}
        onClick={() => {
          creating.value = true
        }}
      >
        {t('sessions.new')}
      </Button>
      <search>
        <Icon of={Search} />
        <input
          id={SEARCH_BOX}
          class="input"
          type="search"
          aria-label={t('sessions.search')}
          placeholder={t('sessions.search')}
          value={search}
          onInput={(event) => {
            search.value = event.currentTarget.value
          }}
        />
      </search>
      <div class="apart">
        <Button
          look="quiet"
          icon={CircleQuestionMark}
          label={t('shortcuts.title')}
          onClick={() => {
            helping.value = true
          }}
        />
        <AccountMenu account={account} onSignOut={onSignOut} />
      </div>
    </header>
  )
}
