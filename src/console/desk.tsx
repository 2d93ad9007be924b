import './desk.css'
import { useEffect } from 'preact/hooks'
import type { Account } from '../protocol/broker/http-api.ts'
import { Button } from '../ui/components/button.tsx'
import { Notice } from '../ui/components/notice.tsx'
import { t } from '../ui/words/words.ts'
import { SessionPage } from './session/session-page.tsx'
import { NewSessionDialog } from './session-list/new-session-dialog.tsx'
import { SessionTable } from './session-list/session-table.tsx'
import { ShortcutsDialog } from './shortcuts/shortcuts-dialog.tsx'
import { useShortcuts } from './shortcuts/use-shortcuts.ts'
import { TopBar } from './top-bar.tsx'
import type { Workplace } from './workplace.ts'

interface Props {
  readonly workplace: Workplace
  readonly account: Account
  readonly onSignOut: () => void
}

/** The list of sessions and, beside it, the one in view. */
export function Desk({ workplace, account, onSignOut }: Props) {
  useShortcuts(workplace)
  useTitle(workplace)
  const session = workplace.selected.value
  return (
    <div class="desk">
      <TopBar workplace={workplace} account={account} onSignOut={onSignOut} />
      <Troubles workplace={workplace} />
      <main class={session ? `in-session list-${workplace.listPanel.value}` : ''}>
        <SessionTable workplace={workplace} />
        {session && <SessionPage key={session.id} workplace={workplace} session={session} technician={account.name} />}
      </main>
      {workplace.creating.value && <NewSessionDialog workplace={workplace} />}
      {workplace.helping.value && <ShortcutsDialog workplace={workplace} />}
    </div>
  )
}

/** The tab's title counts who waits or has written, for a technician who works in another tab. */
function useTitle({ waiting, clients }: Workplace) {
  const wrote = [...clients.all.value.values()].filter(({ chat }) => chat.unread.value > 0).length
  const count = waiting.value + wrote
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${t('app.title')}` : t('app.title')
  }, [count])
}

function Troubles({ workplace }: { readonly workplace: Workplace }) {
  const { trouble, list } = workplace
  return (
    <div class="troubles">
      {list.link.state.value.name === 'lost' && (
        <Notice kind="warning" text={t('broker.lost')}>
          <Button onClick={() => list.link.retryNow()}>{t('broker.try-now')}</Button>
        </Notice>
      )}
      {trouble.value && (
        <Notice kind="error" text={trouble.value}>
          <Button
            onClick={() => {
              trouble.value = undefined
            }}
          >
            {t('dismiss')}
          </Button>
        </Notice>
      )}
    </div>
  )
}
