import './code-card.css'
import { t } from '../speech.ts'

/** Six digits to read aloud: two groups for the eye, one by one for whoever listens. */
export function CodeCard({ digits }: { readonly digits: string }) {
  return (
    <section class="card code-card" aria-label={t('window.code')}>
      <h2>{t('window.code.lead')}</h2>
      <p class="digits" aria-hidden="true">
        <span>{digits.slice(0, 3)}</span> <span>{digits.slice(3)}</span>
      </p>
      <p class="visually-hidden" role="status">
        {[...digits].join(' ')}
      </p>
      <p>{t('window.code.nobody-else')}</p>
    </section>
  )
}
