import './entry.css'
import { Button } from '../../ui/components/button.tsx'
import { t } from '../../ui/words/words.ts'
import type { AccountGate } from './account.ts'

/** Whoever comes by a link may have no password: what helps is another link. */
export function LinkRefusedPage({ gate }: { readonly gate: AccountGate }) {
  return (
    <main class="entry">
      <section role="alert">
        <h1>{t('link-refused.title')}</h1>
        <p class="lead">{t('link-refused.lead')}</p>
        <p>{t('link-refused.remedy')}</p>
        <Button onClick={() => gate.askForPassword()}>{t('link-refused.password')}</Button>
      </section>
    </main>
  )
}
